package io.tierline.call.contacts.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Phone numbers as keyed hashes: what is to outlive a number's erasure is kept under its hash, and without the key nobody
 * can try all numbers to see whose it was.
 */
public final class NumberHash {

    /** The shortest key that is taken, in characters. */
    public static final int SHORTEST_KEY = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when the key is shorter than {@link #SHORTEST_KEY} */
    public NumberHash(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("a key needs at least " + SHORTEST_KEY + " characters");
        }
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * The number's hash, another one in each tenant.
     *
     * @param phone E.164
     * @return 32 bytes
     */
    public byte[] of(String tenant, String phone) {
        return seal((tenant + "/" + phone).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A digest that was made of a number and of what else is known, such that the number cannot be found any more by trying
     * them all.
     *
     * @return 32 bytes
     */
    public byte[] seal(byte[] digest) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
