package io.tierline.grading.care.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What an entry of the care log says; members that its kind does not have are null.
 *
 * @param at when it was learned; null in a submission that leaves it open
 * @param text in words; null for a wordless kind without words
 * @param score 0 (not satisfied at all) to 10
 * @param tags by which it is found, in the order given
 * @param solution what helped, or null
 * @param resolution null in a submission that leaves it open
 */
public record CareContent(
        CareKind kind,
        Instant at,
        String text,
        Integer score,
        List<String> tags,
        String solution,
        Resolution resolution) {

    public CareContent {
        Objects.requireNonNull(kind);
        tags = List.copyOf(tags);
    }

    /** The same with what was left open filled in: what has a solution is resolved, anything else is open. */
    public CareContent completed(Instant orElseAt) {
        Resolution orElse = solution == null ? Resolution.OPEN : Resolution.RESOLVED;
        return new CareContent(
                kind,
                at == null ? orElseAt : at,
                text,
                score,
                tags,
                solution,
                kind.isResolvable() && resolution == null ? orElse : resolution);
    }

    /** Equal for submissions that say the same; SHA-256 in hexadecimal. */
    public String fingerprint() {
        List<String> parts = new ArrayList<>();
        for (Object part : new Object[] {kind, at, text, score, solution, resolution}) {
            parts.add(part == null ? "" : part.toString());
        }
        parts.addAll(tags);
        try {
            // No text can hold the separator.
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", parts).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
