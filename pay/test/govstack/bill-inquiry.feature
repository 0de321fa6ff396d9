Feature: Bill inquiry
  A payer's bank asks what a bill costs, before its customer pays.

  Background:
    Given a bill of 312.00 ILS due on 2030-01-31

  Scenario: a bank is told what a bill costs, by whom and until when
    When the bank inquires about the bill as "INQ-1"
    Then the answer is 202 with
      | responseCode                 | 00                    |
      | requestId                    | {INQ-1}               |
      | billId                       | {bill}                |
      | billDetails.billerId         | transport             |
      | billDetails.billerName       | Ministry of Transport |
      | billDetails.billStatus       | unpaid                |
      | billDetails.dueDate          | 1896048000            |
      | billDetails.amountonDueDate  | 31200                 |
      | billDetails.amountAfterDueDate | 31200               |
      | billDetails.currency         | ILS                   |
    And the correlation id is given back

  Scenario: the number may be typed as people type it
    When the bank inquires about the bill's number with Arabic digits in groups
    Then the answer is 202 with
      | billId | {bill} |

  Scenario Outline: a bill that <fact> is shown as <status>
    Given the bill <fact>
    When the bank inquires about the bill as "INQ-1"
    Then the answer is 202 with
      | billDetails.billStatus      | <status> |
      | billDetails.amountonDueDate | <amount> |

    Examples:
      | fact                  | status    | amount |
      | is paid by card       | paid      | 0      |
      | is cancelled          | cancelled | 0      |
      | is being paid by card | pending   | 31200  |
      | is past its date      | overdue   | 31200  |

  Scenario: asking again under the same id is told the same
    When the bank inquires about the bill as "INQ-1"
    And the bank inquires about the bill as "INQ-1"
    Then the answer is 202 with
      | billDetails.amountonDueDate | 31200 |

  Scenario: an id belongs to one bill
    Given the bank inquired about the bill as "INQ-1"
    And a bill of 312.00 ILS
    When the bank inquires about the bill as "INQ-1"
    Then the answer is 400 with
      | responseCode | 01                                            |
      | reason       | This request id was used for another request. |

  Scenario: an id stands for what the bank was told under it
    Given a bill of 300.00 ILS that is paid in parts of at least 50.00
    And the bank inquired about the bill as "INQ-1"
    And an agent took 100.00 in cash for the bill
    When the bank inquires about the bill as "INQ-1"
    Then the answer is 400 with
      | reason | This request id was used for another request. |
    When the bank inquires about the bill as "INQ-2"
    Then the answer is 202 with
      | billDetails.amountonDueDate | 20000 |

  Scenario Outline: <number> is no bill
    When the bank inquires about the bill "<number>"
    Then the answer is 400 with
      | responseCode | 01                      |
      | reason       | There is no such bill.  |

    Examples:
      | number               |
      | 123456789012340      |
      | 123456789012341      |
      | not-a-number         |

  Scenario: a bank that prefers Arabic is told in Arabic
    When the bank inquires in Arabic about the bill "123456789012340"
    Then the answer is 400 with
      | responseCode | 01                    |
      | reason       | لا فاتورة بهذا الرقم. |

  Scenario: a bill is known to its own tenant, and to the treasury's
    When the bank inquires about the bill as the tenant "health"
    Then the answer is 400 with
      | reason | There is no such bill. |
    When the bank inquires about the bill as the tenant "finance"
    Then the answer is 202 with
      | billDetails.billerId | transport |

  Scenario Outline: <who> is told nothing
    When <who> inquires about the bill
    Then the answer is <status> with
      | responseCode | 01 |
    And the correlation id is given back

    Examples:
      | who                                  | status |
      | nobody                               | 401    |
      | a client without the scope           | 403    |
      | a stranger                           | 403    |
      | the bank under another bank's name   | 403    |
      | a company without a govstack counter | 403    |
      | a company that was closed            | 403    |

  Scenario Outline: an inquiry without <missing> names it
    When the bank inquires about the bill without <missing>
    Then the answer is 400 with
      | responseCode | 01 |
    And the reason names "<missing>"

    Examples:
      | missing               |
      | x-correlationid       |
      | x-platform-tenantid   |
      | x-payerfi-id          |
      | fields                |
