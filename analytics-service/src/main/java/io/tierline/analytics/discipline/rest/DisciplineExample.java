package io.tierline.analytics.discipline.rest;

/** The answer that the API's documentation shows. A test asks for it, so that it stays true. */
final class DisciplineExample {

    static final String JSON = """
            {
              "from": "2026-11-22T16:00:00Z", "to": "2026-11-29T16:00:00Z", "by": "rep",
              "rows": [
                {
                  "rep": "li.wei", "team": "east-1", "repName": "Li Wei", "teamName": "East 1",
                  "summaries": {
                    "calls": 7, "pending": 1, "oldestPendingSeconds": 53905, "flagged": 1,
                    "flaggedShare": { "value": 0.16666666666666666, "numerator": 1, "denominator": 6, "low": 0.030053369411814992, "high": 0.5635028250257674 },
                    "timed": 6, "medianSeconds": 180, "p90Seconds": 1105, "meanSeconds": 334,
                    "withinFiveMinutes": { "value": 0.7142857142857143, "numerator": 5, "denominator": 7, "low": 0.3589344495310541, "high": 0.9177810767507167 },
                    "sameDay": { "value": 0.8571428571428571, "numerator": 6, "denominator": 7, "low": 0.4868721678607751, "high": 0.9743203759421762 }
                  },
                  "followUps": {
                    "due": 3, "kept": 1, "missed": 1, "open": 1,
                    "keptShare": { "value": 0.5, "numerator": 1, "denominator": 2, "low": 0.09453120463920085, "high": 0.9054687953607992 }
                  },
                  "meetings": {
                    "booked": 2, "held": 1, "missed": 0, "open": 0, "unreported": 1, "moved": 1,
                    "heldShare": { "value": 1.0, "numerator": 1, "denominator": 1, "low": 0.20654931179180275, "high": 1.0 }
                  }
                }
              ]
            }
            """;

    private DisciplineExample() {}
}
