package io.tierline.kit.problem;

import java.time.Duration;
import java.util.List;

/**
 * A request is refused; it becomes an RFC 9457 problem body. Thrown before anything is stored, or rolls back what was.
 */
public final class Problem extends RuntimeException {

    /** More faults than anybody reads; a body of nothing but unknown members has to stay answerable. */
    private static final int MOST_FAULTS = 200;

    /** The most faults of one item of thousands: the report on a batch has to stay smaller than the batch may be. */
    private static final int MOST_FAULTS_OF_AN_ITEM = 5;

    private final int status;
    private final String code;
    private final List<Fault> faults;
    private final Duration retryAfter;

    private Problem(int status, String code, String detail, List<Fault> faults, Duration retryAfter) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.faults = List.copyOf(faults);
        this.retryAfter = retryAfter;
    }

    /** 400: the body cannot be read at all. */
    public static Problem unreadable(String detail) {
        return new Problem(400, "unreadable", detail, List.of(), null);
    }

    /** 422: the request can be read but says something that cannot be; every fault at once, up to 200. */
    public static Problem invalid(List<Fault> faults) {
        String detail = faults.size() == 1
                ? "One thing is wrong with the request."
                : faults.size() + " things are wrong with the request.";
        return new Problem(422, "invalid", detail, faults.subList(0, Math.min(faults.size(), MOST_FAULTS)), null);
    }

    /** 403: the caller is known but may not do this. */
    public static Problem forbidden(String code, String detail) {
        return new Problem(403, code, detail, List.of(), null);
    }

    /** 404: there is no such thing in the caller's tenant. */
    public static Problem notFound(String code, String detail) {
        return new Problem(404, code, detail, List.of(), null);
    }

    /** 409: the request contradicts what is stored. */
    public static Problem conflict(String code, String detail) {
        return new Problem(409, code, detail, List.of(), null);
    }

    /** 410: it was there once and is no more. */
    public static Problem gone(String code, String detail) {
        return new Problem(410, code, detail, List.of(), null);
    }

    /** 412: the caller's {@code If-Match} names a revision that is no longer the current one. */
    public static Problem stale(String detail) {
        return new Problem(412, "stale", detail, List.of(), null);
    }

    /** 408: the body makes no progress, or comes too slowly. */
    public static Problem bodyTooSlow(String detail) {
        return new Problem(408, "body-too-slow", detail, List.of(), null);
    }

    /** 413: the body is larger than the limit. */
    public static Problem tooLarge(String detail) {
        return new Problem(413, "too-large", detail, List.of(), null);
    }

    /** 415: the body comes in a form that is not taken. */
    public static Problem unsupported(String detail) {
        return new Problem(415, "unsupported-media-type", detail, List.of(), null);
    }

    /** 429: the caller asks for more at a time than anybody may; the same request may succeed later. */
    public static Problem tooMany(String code, String detail, Duration retryAfter) {
        return new Problem(429, code, detail, List.of(), retryAfter);
    }

    /** 503: the service cannot take this now; the same request may succeed later. */
    public static Problem unavailable(String code, String detail, Duration retryAfter) {
        return new Problem(503, code, detail, List.of(), retryAfter);
    }

    /** 500: our fault. */
    public static Problem internal(String detail) {
        return new Problem(500, "internal", detail, List.of(), null);
    }

    /** HTTP status, 400–599. */
    public int status() {
        return status;
    }

    /** The stable, kebab-case code that programs compare. */
    public String code() {
        return code;
    }

    /** Every fault found; empty where the problem is not about the content. */
    public List<Fault> faults() {
        return faults;
    }

    /** The problem as a response body. */
    public ProblemBody body() {
        return ProblemBody.of(status, code, getMessage(), faults);
    }

    /** The problem of one item of a batch, in the batch's report: with its first five faults. */
    public ProblemBody bodyInReport() {
        // A copy: a view of the list would keep all of it in memory, thousands of times.
        List<Fault> first = List.copyOf(faults.subList(0, Math.min(faults.size(), MOST_FAULTS_OF_AN_ITEM)));
        return ProblemBody.of(status, code, getMessage(), first);
    }

    /** After what time to try again, or null. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
