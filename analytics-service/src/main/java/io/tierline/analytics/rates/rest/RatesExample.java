package io.tierline.analytics.rates.rest;

/** The answer that the API's documentation shows. A test asks for it, so that it stays true. */
final class RatesExample {

    static final String JSON = """
            {
              "from": "2026-11-22T16:00:00Z", "to": "2026-11-23T16:00:00Z", "by": "rep", "per": "call", "metrics": 0, "prior": null,
              "rows": [
                {
                  "rep": "li.wei", "team": "east-1", "campaign": null, "repName": "Li Wei", "teamName": "East 1",
                  "counts": { "NA": 3, "WN": 1, "BL": 0, "CUT": 2, "RJ": 1, "NO_NEED": 1, "FOLLOW_UP": 1, "D": 1, "C": 1 },
                  "dials": 11, "reached": 7, "engaged": 3, "pending": 1, "failed": 0, "talkSeconds": 760,
                  "rates": {
                    "contact": { "value": 0.6363636363636364, "numerator": 7, "denominator": 11, "low": 0.3538011726201242, "high": 0.8483352901086686, "change": null },
                    "validContact": { "value": 0.7, "numerator": 7, "denominator": 10, "low": 0.39677814534597083, "high": 0.8922087334436061, "change": null },
                    "invalid": { "value": 0.09090909090909091, "numerator": 1, "denominator": 11, "low": 0.016232172705325624, "high": 0.377358439108296, "change": null },
                    "hangUp": { "value": 0.2857142857142857, "numerator": 2, "denominator": 7, "low": 0.08221892324928336, "high": 0.641065550468946, "change": null },
                    "engagement": { "value": 0.42857142857142855, "numerator": 3, "denominator": 7, "low": 0.15821985399244537, "high": 0.7495416372469643, "change": null },
                    "conversion": { "value": 0.14285714285714285, "numerator": 1, "denominator": 7, "low": 0.02567962405782389, "high": 0.513127832139225, "change": null },
                    "lead": { "value": 0.2857142857142857, "numerator": 2, "denominator": 7, "low": 0.08221892324928336, "high": 0.641065550468946, "change": null }
                  },
                  "prior": null
                }
              ]
            }
            """;

    private RatesExample() {}
}
