package io.tierline.analytics.bi.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.bi.domain.BiLogin;
import io.tierline.analytics.bi.domain.Secrets;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Gives a company a database login for a BI tool. */
@ApplicationScoped
public class GiveBiLogin {

    /**
     * A login that was just made.
     *
     * @param database the database in which it reads
     * @param password known nowhere else
     * @param warnings what an administrator should change in the database; usually none
     */
    public record Given(BiLogin login, String database, String password, List<String> warnings) {}

    private final Database database;
    private final BiLogins logins;
    private final Secrets secrets = new Secrets();

    GiveBiLogin(Database database, BiLogins logins) {
        this.database = database;
        this.logins = logins;
    }

    /**
     * Makes a login of this name; the role in the database and what is known of it are one transaction.
     *
     * @param days for how long it is good
     * @param by who asks
     * @throws Problem 409 when the company has one of this name, or as many as it may
     */
    public Uni<Given> give(String tenant, String name, int days, String by) {
        String password = secrets.password();
        return database.transaction(transaction -> logins.lock(transaction, tenant)
                .chain(present -> {
                    if (present.stream().anyMatch(login -> login.name().equals(name))) {
                        throw Problem.conflict(
                                "bi-login-exists",
                                "There is a login " + name + ". For another password make one of another name, let the"
                                        + " tool use that, and delete this one.");
                    }
                    if (present.size() >= BiLogin.MOST) {
                        throw Problem.conflict(
                                "too-many-bi-logins",
                                "There are " + present.size() + " logins, which is as many as a company may have.");
                    }
                    return logins.add(transaction, tenant, name, secrets.login(), password, days, by)
                            .map(added -> new Given(added.login(), added.database(), password, added.warnings()));
                }));
    }
}
