Feature: Transfer status
  Whoever sent a request asks what became of it, by the id that they gave it.

  Background:
    Given a bill of 312.00 ILS
    And the bank inquired about the bill as "INQ-1"

  Scenario: a bank whose answer was lost learns that the bill was paid
    Given the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    When the bank asks what became of "PAY-1"
    Then the answer is 202 with
      | responseCode       | 00      |
      | requestID          | {PAY-1} |
      | billId             | {bill}  |
      | requestStatus      | COM     |
      | PaymentReferenceID | {TRN-1} |
    And the correlation id is given back

  Scenario: a payment that was voided at the counter is cancelled
    Given the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    And the bank voided the payment "TRN-1"
    When the bank asks what became of "PAY-1"
    Then the answer is 202 with
      | requestStatus | CAN |
    And the bill is open
    And the bank's float is as it was

  Scenario: a request to pay that nobody decided about expires
    Given the biller asked "layla" by type 01 as "RTP-1" to pay the bill
    And the time to pay has run out
    When the biller asks what became of "RTP-1"
    Then the answer is 202 with
      | requestStatus | EXP |
      | rtpId         | 7   |
    And the bill is open

  Scenario: what was rejected was never a transfer
    Given the bill is paid by card
    And the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    When the bank asks what became of "PAY-1"
    Then the answer is 400 with
      | code | 01 |
    And the reason names "Nothing was taken under it"

  Scenario: a request is nobody else's
    Given the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    When the other bank asks what became of "PAY-1"
    Then the answer is 400 with
      | code | 01 |
    When the biller asks what became of "PAY-1"
    Then the answer is 400 with
      | code | 01 |
    When the bank, as the tenant "health", asks what became of "PAY-1"
    Then the answer is 400 with
      | code | 01 |
    When a stranger asks what became of "PAY-1"
    Then the answer is 400 with
      | code | 01 |
