package io.tierline.analytics.bi.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.bi.domain.BiLogin;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers which database logins a company has. */
@ApplicationScoped
public class ReadBiLogins {

    private final BiLogins logins;

    ReadBiLogins(BiLogins logins) {
        this.logins = logins;
    }

    /** Those that are good, by name; without passwords, which nobody knows any more. */
    public Uni<List<BiLogin>> of(String tenant) {
        return logins.of(tenant);
    }
}
