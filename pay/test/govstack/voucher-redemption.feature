Feature: Voucher redemption
  Money that is due back to a payer waits against a code. The code pays another bill of that amount.

  Background:
    Given a voucher of 312.00 ILS
    And a bill of 312.00 ILS
    And the bank inquired about the bill as "INQ-1"

  Scenario: the voucher pays the bill, and the bank's float is the same afterwards
    When the bank redeems the voucher as "VCH-1" for the bill
    Then the answer is 202 with
      | code      | 00      |
      | RequestID | {VCH-1} |
      | billId    | {bill}  |
      | status    | ACK     |
    And the bill is paid
    And the bank's float is as it was
    And the receipt in the answer opens
    And the refund behind the voucher is settled
    And an agent does not pay the voucher out

  Scenario: the same request again gets the same answer
    Given the bank redeemed the voucher as "VCH-1" for the bill
    When the bank sends the same request again
    Then the answer is the same as before
    And the bank's float is as it was

  Scenario: a code that nobody was given is refused, and the bill is free
    When the bank redeems the code "123456789012340" as "VCH-1" for the bill
    Then the answer is 400 with
      | code         | 01                                   |
      | status       | RJC                                  |
      | rejectReason | Und                                  |
      | reason       | There is no voucher with this code.  |
    And the bill is open
    And the bank's float is as it was

  Scenario: a voucher of another value stays whole
    Given a bill of 311.00 ILS
    And the bank inquired about the bill as "INQ-2"
    When the bank redeems the voucher as "VCH-1" for the bill
    Then the answer is 400 with
      | rejectReason | Und |
    And the bill is open
    And an agent pays the voucher out

  Scenario: a voucher is spent once
    Given the bank redeemed the voucher as "VCH-1" for the bill
    And a bill of 312.00 ILS
    And the bank inquired about the bill as "INQ-2"
    When the bank redeems the voucher as "VCH-2" for the bill
    Then the answer is 400 with
      | rejectReason | Dup |
    And the bill is open

  Scenario: two bills at once and one voucher
    Given the same voucher is tried on two bills at once
    Then one answer is 202 and the other 400
    And one of the two bills is paid and the other is open
    And the bank's float is as it was

  Scenario: a bill that was paid meanwhile leaves the voucher whole
    Given the bill is paid by card
    When the bank redeems the voucher as "VCH-1" for the bill
    Then the answer is 400 with
      | rejectReason | Dup |
    And an agent pays the voucher out
