package io.tierline.analytics;

import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.QueryInput;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The forms in which every answer can be had. */
public enum AnswerForm {
    JSON,
    CSV;

    /** The description of the parameter {@code format}. */
    public static final String FORMAT = "The form of the answer, json or csv; wins over the Accept header.";

    private static final Map<String, AnswerForm> FORMATS = Map.of("json", JSON, "csv", CSV);
    private static final MediaType TEXT_CSV = MediaType.valueOf(Csv.MEDIA_TYPE);

    /**
     * The form that the parameter {@code format} asks for, else the one that the caller prefers; null when the parameter
     * is at fault. Endpoints have to say {@code @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})}.
     */
    public static AnswerForm of(QueryInput input, String format, Request request) {
        if (format != null) {
            return input.oneOf("format", format, FORMATS);
        }
        // What is acceptable at all has been decided by @Produces.
        Variant variant = request.selectVariant(
                Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, TEXT_CSV).build());
        return variant != null && variant.getMediaType().equals(TEXT_CSV) ? CSV : JSON;
    }

    /**
     * The answer in this form.
     *
     * @param json what is written as JSON
     * @param columns the header of the CSV
     * @param lines the CSV's lines, made only when CSV is asked for
     */
    public Response.ResponseBuilder answer(Object json, List<String> columns, Supplier<List<List<Object>>> lines) {
        Response.ResponseBuilder answer = this == CSV
                ? Response.ok(Csv.of(columns, lines.get()), TEXT_CSV.withCharset("UTF-8"))
                : Response.ok(json, MediaType.APPLICATION_JSON_TYPE);
        return answer.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }

    /**
     * The same, when words in it are in the reader's language: it tells caches to keep an answer per {@code Accept-Language}.
     */
    public Response.ResponseBuilder answerInReadersLanguage(
            Object json, List<String> columns, Supplier<List<List<Object>>> lines) {
        return answer(json, columns, lines).header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }
}
