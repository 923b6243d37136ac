package io.tierline.analytics.rates.rest;

/** The answer that the API's documentation shows. A test asks for it, so that it stays true. */
final class SeriesExample {

    static final String JSON = """
            {
              "from": "2026-11-22T16:00:00Z", "to": "2026-11-24T04:00:00Z", "by": "company", "interval": "P1D", "tz": "Asia/Shanghai", "metrics": 0, "trailing": null,
              "series": [
                {
                  "rep": null, "team": null, "campaign": null, "repName": null, "teamName": null,
                  "points": [
                    {
                      "from": "2026-11-22T16:00:00Z", "to": "2026-11-23T16:00:00Z", "complete": true,
                      "counts": { "NA": 3, "WN": 1, "BL": 0, "CUT": 2, "RJ": 1, "NO_NEED": 1, "FOLLOW_UP": 1, "D": 1, "C": 1 },
                      "dials": 11, "reached": 7, "engaged": 3, "pending": 0, "failed": 0, "talkSeconds": 665,
                      "rates": {
                        "contact": { "value": 0.6363636363636364, "numerator": 7, "denominator": 11, "low": 0.3538011726201242, "high": 0.8483352901086686, "change": null },
                        "validContact": { "value": 0.7, "numerator": 7, "denominator": 10, "low": 0.39677814534597083, "high": 0.8922087334436061, "change": null },
                        "invalid": { "value": 0.09090909090909091, "numerator": 1, "denominator": 11, "low": 0.016232172705325624, "high": 0.377358439108296, "change": null },
                        "hangUp": { "value": 0.2857142857142857, "numerator": 2, "denominator": 7, "low": 0.08221892324928336, "high": 0.641065550468946, "change": null },
                        "engagement": { "value": 0.42857142857142855, "numerator": 3, "denominator": 7, "low": 0.15821985399244537, "high": 0.7495416372469643, "change": null },
                        "conversion": { "value": 0.14285714285714285, "numerator": 1, "denominator": 7, "low": 0.02567962405782389, "high": 0.513127832139225, "change": null },
                        "lead": { "value": 0.2857142857142857, "numerator": 2, "denominator": 7, "low": 0.08221892324928336, "high": 0.641065550468946, "change": null }
                      },
                      "trailing": null
                    },
                    {
                      "from": "2026-11-23T16:00:00Z", "to": "2026-11-24T04:00:00Z", "complete": false,
                      "counts": { "NA": 0, "WN": 0, "BL": 0, "CUT": 0, "RJ": 0, "NO_NEED": 0, "FOLLOW_UP": 0, "D": 0, "C": 0 },
                      "dials": 0, "reached": 0, "engaged": 0, "pending": 0, "failed": 0, "talkSeconds": 0,
                      "rates": {
                        "contact": { "value": null, "numerator": 0, "denominator": 0, "low": null, "high": null, "change": null },
                        "validContact": { "value": null, "numerator": 0, "denominator": 0, "low": null, "high": null, "change": null },
                        "invalid": { "value": null, "numerator": 0, "denominator": 0, "low": null, "high": null, "change": null },
                        "hangUp": { "value": null, "numerator": 0, "denominator": 0, "low": null, "high": null, "change": null },
                        "engagement": { "value": null, "numerator": 0, "denominator": 0, "low": null, "high": null, "change": null },
                        "conversion": { "value": null, "numerator": 0, "denominator": 0, "low": null, "high": null, "change": null },
                        "lead": { "value": null, "numerator": 0, "denominator": 0, "low": null, "high": null, "change": null }
                      },
                      "trailing": null
                    }
                  ]
                }
              ]
            }
            """;

    private SeriesExample() {}
}
