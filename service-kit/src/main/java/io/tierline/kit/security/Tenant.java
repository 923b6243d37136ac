package io.tierline.kit.security;

import java.util.regex.Pattern;

/** What the name of a tenant looks like; it is part of every key. */
public final class Tenant {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    private Tenant() {}

    /** Whether a tenant can have this name: 1 to 64 of the characters a-z 0-9 -. Null is none. */
    public static boolean isOne(String name) {
        return name != null && NAME.matcher(name).matches();
    }
}
