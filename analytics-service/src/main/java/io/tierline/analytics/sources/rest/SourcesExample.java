package io.tierline.analytics.sources.rest;

/** The answer that the API's documentation shows. A test asks for it, so that it stays true. */
final class SourcesExample {

    static final String JSON = """
            {
              "from": "2026-11-23T00:00:00Z", "to": "2026-11-24T00:00:00Z",
              "rows": [
                {
                  "sourceKind": "offline", "sourceName": "Expo 2026", "customers": 1, "withoutOutcome": 0, "dials": 1, "dead": 0, "deadShare": { "value": 0.0, "numerator": 0, "denominator": 1, "low": 0.0, "high": 0.7934506882081973 },
                  "reached": 1, "reachedShare": { "value": 1.0, "numerator": 1, "denominator": 1, "low": 0.20654931179180275, "high": 1.0 },
                  "engaged": 1, "engagedShare": { "value": 1.0, "numerator": 1, "denominator": 1, "low": 0.20654931179180275, "high": 1.0 },
                  "meetings": 0, "meetingShare": { "value": 0.0, "numerator": 0, "denominator": 1, "low": 0.0, "high": 0.7934506882081973 },
                  "won": 0
                },
                {
                  "sourceKind": "online", "sourceName": "Tianyancha", "customers": 3, "withoutOutcome": 0, "dials": 4, "dead": 1, "deadShare": { "value": 0.3333333333333333, "numerator": 1, "denominator": 3, "low": 0.06149194402093084, "high": 0.7923404011921756 },
                  "reached": 2, "reachedShare": { "value": 0.6666666666666666, "numerator": 2, "denominator": 3, "low": 0.2076595988078243, "high": 0.9385080559790691 },
                  "engaged": 1, "engagedShare": { "value": 0.3333333333333333, "numerator": 1, "denominator": 3, "low": 0.06149194402093084, "high": 0.7923404011921756 },
                  "meetings": 1, "meetingShare": { "value": 0.3333333333333333, "numerator": 1, "denominator": 3, "low": 0.06149194402093084, "high": 0.7923404011921756 },
                  "won": 1
                }
              ]
            }
            """;

    private SourcesExample() {}
}
