package io.tierline.grading.webhooks.domain;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook's deliveries are signed with, as Standard Webhooks has it
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 */
public final class Secret {

    /** How many random bytes a secret is made of. */
    public static final int BYTES = 32;

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    /** @param key the random bytes */
    public Secret(byte[] key) {
        this.key = key.clone();
    }

    /** The random bytes. */
    public byte[] key() {
        return key.clone();
    }

    /** As the receiver is given it: {@code whsec_} and the bytes in base64. Never to be shown twice. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /**
     * One signature of the header {@code webhook-signature}: {@code v1,} and the HMAC-SHA256 of
     * {@code id.timestamp.body} in base64.
     *
     * @param id the message's id, without a full stop
     * @param timestamp seconds since 1970
     */
    public String sign(String id, long timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Java has to have " + ALGORITHM, e);
        }
    }

    /** Says nothing: secrets do not belong into logs. */
    @Override
    public String toString() {
        return "Secret";
    }
}
