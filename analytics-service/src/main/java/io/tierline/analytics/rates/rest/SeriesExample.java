package io.tierline.analytics.rates.rest;

/** The answer that the API's documentation shows. A test asks for it, so that it stays true. */
final class SeriesExample {

    static final String JSON = """
            {}
            """;

    private SeriesExample() {}
}
