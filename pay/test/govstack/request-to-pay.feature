Feature: Request to pay
  A biller asks a payer, in the payer's bank app, to pay a bill.

  Background:
    Given a bill of 312.00 ILS

  Scenario Outline: the payer is asked by <means> and approves
    When the biller asks "<payer>" by type <type> as "RTP-1" to pay the bill
    Then the answer is 200 with
      | responseCode | 00      |
      | requestID    | {RTP-1} |
      | rtpId        | 7       |
    And the correlation id is given back
    When layla approves it
    Then the bill is paid
    And the biller sees "RTP-1" as COM

    Examples:
      | means   | payer              | type |
      | mobile  | 0599000001         | 01   |
      | alias   | layla              | 01   |
      | account | {account of layla} | 00   |

  Scenario: until the payer decides, the bill waits for nobody else
    Given the biller asked "layla" by type 01 as "RTP-1" to pay the bill
    Then the biller sees "RTP-1" as PND
    When the biller asks "omar.k" by type 01 as "RTP-2" to pay the bill
    Then the answer is 400 with
      | responseCode | 01  |
      | rejectReason | Def |

  Scenario: the payer rejects it, and the bill is free
    Given the biller asked "layla" by type 01 as "RTP-1" to pay the bill
    When layla rejects it
    Then the biller sees "RTP-1" as RJC
    And the bill is open

  Scenario: the same request again gets the same answer and asks nobody twice
    Given the biller asked "layla" by type 01 as "RTP-1" to pay the bill
    When the biller sends the same request again
    Then the answer is the same as before
    And the bill has 1 attempt

  Scenario: an account that does not exist frees the bill at once
    When the biller asks "nobody-here" by type 01 as "RTP-1" to pay the bill
    Then the answer is 400 with
      | rejectReason | Und |
    And the bill is open
    When the biller sends the same request again
    Then the answer is the same as before

  Scenario: the bank does not answer; the same request again reaches the payer once
    Given the payers' bank does not answer once
    When the biller asks "layla" by type 01 as "RTP-1" to pay the bill
    Then the answer is 503 with
      | responseCode | 01  |
      | rejectReason | Def |
    When the biller sends the same request again
    Then the answer is 200 with
      | responseCode | 00 |
    And the bill has 1 attempt
    When layla approves it
    Then the bill is paid

  Scenario: a paid bill is asked of nobody
    Given the bill is paid by card
    When the biller asks "layla" by type 01 as "RTP-1" to pay the bill
    Then the answer is 400 with
      | rejectReason | Dup |

  Scenario: instant payment moves shekels
    Given a bill of 10.000 JOD
    When the biller asks "layla" by type 01 as "RTP-1" to pay the bill
    Then the answer is 400 with
      | rejectReason | Und |
    And the bill is open

  Scenario: the amount is what is due
    When the biller asks "layla" for 311.99 as "RTP-1"
    Then the answer is 400 with
      | rejectReason | Und |
    When the biller asks "layla" for 312.00 as "RTP-2"
    Then the answer is 200 with
      | responseCode | 00 |

  Scenario Outline: <payer> is no address of type <type>
    When the biller asks "<payer>" by type <type> as "RTP-1" to pay the bill
    Then the answer is 400 with
      | responseCode | 01 |
    And the bill is open

    Examples:
      | payer                         | type |
      | 0599                          | 01   |
      | PS00PALS000000000400123456702 | 00   |
      | layla                         | 00   |
      |                               | 01   |

  Scenario: a bill is asked for by its own biller only
    When a stranger asks "layla" to pay the bill
    Then the answer is 400 with
      | rejectReason | Und |
    When the biller asks "layla" under the name of "health"
    Then the answer is 400 with
      | rejectReason | Und |
    And the bill is open
