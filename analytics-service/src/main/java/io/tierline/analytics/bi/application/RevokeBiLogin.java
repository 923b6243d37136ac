package io.tierline.analytics.bi.application;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes a database login away from a BI tool. */
@ApplicationScoped
public class RevokeBiLogin {

    private final BiLogins logins;

    RevokeBiLogin(BiLogins logins) {
        this.logins = logins;
    }

    /**
     * Shuts the login out; its sessions are over when this completes.
     *
     * @throws Problem 404 when the company has none of this name
     */
    public Uni<Void> revoke(String tenant, String name) {
        // What cannot be a name is not asked for: the database takes not every text.
        Uni<Boolean> revoked = Texts.ID.matcher(name).matches()
                ? logins.revoke(tenant, name)
                : Uni.createFrom().item(false);
        return revoked.map(found -> {
            if (!found) {
                throw Problem.notFound("no-such-bi-login", "There is no login " + name + ".");
            }
            return null;
        });
    }
}
