package io.tierline.analytics.deals.rest;

/** Worked examples for the documentation; a test delivers the deals and compares the answers with them. */
final class DealsExamples {

    /** {@code GET /v1/win-loss?section=results&section=competitors}: five deals of one month. */
    static final String WIN_LOSS = """
            {
              "from": "2026-10-31T16:00:00Z", "to": "2026-11-30T16:00:00Z", "by": "company",
              "rows": [
                {
                  "rep": null, "team": null, "repName": null, "teamName": null,
                  "results": {
                    "won": 2, "lost": 2, "disqualified": 1,
                    "winRate": { "value": 0.5, "numerator": 2, "denominator": 4, "low": 0.15003898774401983, "high": 0.8499610122559802 },
                    "amounts": [
                      { "result": "won", "currency": "CNY", "deals": 2, "sum": 205000.5, "median": 102500.25 },
                      { "result": "lost", "currency": "CNY", "deals": 1, "sum": 80000, "median": 80000 }
                    ]
                  },
                  "reasons": null,
                  "competitors": [
                    { "competitor": "Kingdee", "deals": 3, "won": 2, "lost": 1, "disqualified": 0,
                      "winRate": { "value": 0.6666666666666666, "numerator": 2, "denominator": 3, "low": 0.2076595988078243, "high": 0.9385080559790691 } },
                    { "competitor": null, "deals": 2, "won": 0, "lost": 1, "disqualified": 1,
                      "winRate": { "value": 0.0, "numerator": 0, "denominator": 1, "low": 0.0, "high": 0.7934506882081973 } }
                  ],
                  "criteria": null, "profile": null
                }
              ]
            }""";

    /** {@code GET /v1/referrals}: the customers won in one year, one of whom brought three. */
    static final String REFERRALS = """
            {
              "from": "2025-12-31T16:00:00Z", "to": "2026-12-31T16:00:00Z",
              "wonCustomers": 2, "brought": 3, "average": 1.5,
              "referring": { "value": 0.5, "numerator": 1, "denominator": 2, "low": 0.09453120463920085, "high": 0.9054687953607992 },
              "broughtWon": { "value": 0.3333333333333333, "numerator": 1, "denominator": 3, "low": 0.06149194402093084, "high": 0.7923404011921756 },
              "distribution": [
                { "brought": "0", "wonCustomers": 1, "share": { "value": 0.5, "numerator": 1, "denominator": 2, "low": 0.09453120463920085, "high": 0.9054687953607992 } },
                { "brought": "1", "wonCustomers": 0, "share": { "value": 0.0, "numerator": 0, "denominator": 2, "low": 0.0, "high": 0.6576197760453506 } },
                { "brought": "2", "wonCustomers": 0, "share": { "value": 0.0, "numerator": 0, "denominator": 2, "low": 0.0, "high": 0.6576197760453506 } },
                { "brought": "3+", "wonCustomers": 1, "share": { "value": 0.5, "numerator": 1, "denominator": 2, "low": 0.09453120463920085, "high": 0.9054687953607992 } }
              ],
              "referrers": [
                { "customerId": "acme", "rep": "li.wei", "team": "east-1", "repName": "Li Wei", "teamName": null, "brought": 3,
                  "broughtWon": { "value": 0.3333333333333333, "numerator": 1, "denominator": 3, "low": 0.06149194402093084, "high": 0.7923404011921756 } }
              ]
            }""";

    private DealsExamples() {}
}
