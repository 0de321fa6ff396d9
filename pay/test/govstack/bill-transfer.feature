Feature: Bill transfer
  A payer's bank has its customer's money and says so: the bill is paid out of the bank's float.

  Background:
    Given a bill of 312.00 ILS
    And the bank inquired about the bill as "INQ-1"

  Scenario: the bill is paid, and the bank's float has paid for it
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 202 with
      | responseCode | 00      |
      | requestID    | {PAY-1} |
      | billId       | {bill}  |
      | status       | ACK     |
    And the bill is paid
    And the bank's float has fallen by 312.00
    And the receipt in the answer opens
    And the correlation id is given back

  Scenario: the same request again gets the same answer, and nothing happens
    Given the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    When the bank sends the same request again
    Then the answer is the same as before
    And the bank's float has fallen by 312.00

  Scenario: eight times at once it is still paid once
    When the bank reports as "PAY-1", 8 times at once, that payment "TRN-1" paid the bill
    And the bank sends the same request again
    Then the answer is 202 with
      | status | ACK |
    And the bill is paid
    And the bank's float has fallen by 312.00

  Scenario: one payment under two request ids is one payment
    Given the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    When the bank reports as "PAY-2" that payment "TRN-1" paid the bill
    Then the answer is 202 with
      | status | ACK |
    And the bank's float has fallen by 312.00

  Scenario: a second payment of a paid bill is rejected as a duplicate and touches no float
    Given the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    When the bank reports as "PAY-2" that payment "TRN-2" paid the bill
    Then the answer is 400 with
      | code         | 01      |
      | requestID    | {PAY-2} |
      | status       | RJC     |
      | rejectReason | Dup     |
    And the bank's float has fallen by 312.00

  Scenario: two banks race for one bill, and only one of them pays
    Given the other bank inquired about the bill as "INQ-2"
    When both banks report at once that they were paid the bill
    Then one answer is 202 and the other 400
    And the bill is paid
    And the floats of both banks have fallen by 312.00 together

  Scenario: a bill that was paid by card meanwhile is rejected, and stays so
    Given the bill is paid by card
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | status       | RJC |
      | rejectReason | Dup |
    And the bank's float is as it was
    Given the card payment is taken back
    When the bank sends the same request again
    Then the answer is the same as before
    And the bill is open

  Scenario: while another attempt is under way the bank is asked to wait
    Given the bill is being paid by card
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | status       | RJC |
      | rejectReason | Def |
    And the bank's float is as it was
    Given the card is declined
    When the bank sends the same request again
    Then the answer is 202 with
      | status | ACK |
    And the bank's float has fallen by 312.00

  Scenario: a float never falls below zero
    Given a bill of 19000.00 ILS
    And the bank inquired about the bill as "INQ-2"
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | status       | RJC |
      | rejectReason | Def |
    And the bill is open
    And the bank's float is as it was
    Given the bank pays 19000.00 in to its float
    When the bank sends the same request again
    Then the answer is 202 with
      | status | ACK |
    And the bank's float is as it was

  Scenario: a payment above the limit of one transaction is rejected
    Given a bill of 20000.01 ILS
    And the bank inquired about the bill as "INQ-2"
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | rejectReason | Und |

  Scenario: what is due is no longer what the bank was told
    Given a bill of 300.00 ILS that is paid in parts of at least 50.00
    And the bank inquired about the bill as "INQ-2"
    And an agent took 100.00 in cash for the bill
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | status       | RJC |
      | rejectReason | Und |
    And the reason names "Inquire again"
    And the bank's float is as it was

  Scenario Outline: a bill that <fact> is not paid
    Given the bill <fact>
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | status       | RJC |
      | rejectReason | Und |
    And the bank's float is as it was

    Examples:
      | fact             |
      | is cancelled     |
      | is past its date |

  Scenario: a bill that nobody inquired about is not paid
    Given a bill of 10.00 ILS
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | status       | RJC |
      | rejectReason | Und |
    And the reason names "Inquire first"
    And the bill is open

  Scenario: an inquiry of another bank is none of this bank's
    When the other bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | rejectReason | Und |
    And the reason names "Inquire first"

  Scenario: the bill of another tenant is not paid
    When the bank reports the bill paid as the tenant "health"
    Then the answer is 400 with
      | rejectReason | Und |
    And the bill is open

  Scenario: a request id belongs to one request
    Given the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    When the bank reports as "PAY-1" that payment "TRN-2" paid the bill
    Then the answer is 400 with
      | reason | This request id was used for another request. |
    And the bank's float has fallen by 312.00

  Scenario: a payment reference belongs to one bill
    Given the bank reported as "PAY-1" that payment "TRN-1" paid the bill
    And a bill of 50.00 ILS
    And the bank inquired about the bill as "INQ-2"
    When the bank reports as "PAY-2" that payment "TRN-1" paid the bill
    Then the answer is 400 with
      | rejectReason | Dup |
    And the bill is open
    And the bank's float has fallen by 312.00

  Scenario: a gateway that stopped half way goes on where it stood
    Given the gateway stopped when it had held the float for payment "TRN-1"
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 202 with
      | status | ACK |
    And the bill is paid
    And the bank's float has fallen by 312.00

  Scenario: who comes back after the hold ran out still pays an open bill
    Given the gateway stopped when it had held the float for payment "TRN-1"
    And the hold has run out
    When the bank reports as "PAY-1" that payment "TRN-1" paid the bill
    Then the answer is 202 with
      | status | ACK |
    And the bank's float has fallen by 312.00

  Scenario: a stranger pays nothing
    When a stranger reports the bill paid
    Then the answer is 403 with
      | code | 01 |
    And the bill is open

  Scenario Outline: a report with <field> = <value> is refused and names it
    When the bank reports the bill paid with these members changed
      | <field> | <value> |
    Then the answer is 400 with
      | code | 01 |
    And the reason names "<field>"
    And the bill is open

    Examples:
      | field                | value                                 |
      | requestId            |                                       |
      | requestId            | a space                               |
      | requestId            | 0123456789012345678901234567890123456 |
      | billInquiryRequestId | ../../etc                             |
      | paymentReferenceID   | ٣١٢                                   |
      | billId               |                                       |

  Scenario: what is not JSON is refused in the words of this call
    When the bank reports with this body
      """
      {"requestId": "PAY-1",
      """
    Then the answer is 400 with
      | code | 01 |
