package io.tierline.analytics.bi.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.bi.application.BiLogins;
import io.tierline.analytics.bi.domain.BiLogin;
import io.tierline.analytics.bi.domain.SessionLimits;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Logins as roles of PostgreSQL, and in the table {@code bi_login}, which says whose they are. Statements that make roles
 * take no parameters; what is put into their text are words of our own making.
 */
@ApplicationScoped
class PostgresBiLogins implements BiLogins {

    /** The database user may not make roles, or may not touch this one. */
    private static final String NOT_PERMITTED = "42501";

    private static final Duration UNTIL_PERMITTED = Duration.ofMinutes(1);

    private static final String GOOD = "revoked_at is null and valid_until > now()";

    private static final String LOGINS = """
            select name, login, created_at, created_by, valid_until,
                (select count(*)::int from pg_stat_activity where usename = login and backend_type = 'client backend')
                    as sessions
            from bi_login where tenant = $1 and %s order by name
            """.formatted(GOOD);

    /** A table lock, and no advisory one: logins can take those, and could keep everybody out. */
    private static final String LOCK = "lock table bi_login in share row exclusive mode";

    /**
     * What limits the temporary files of a new login's sessions, in PostgreSQL's order of precedence: the setting of the
     * database, that of all roles, the server's. The service's own user may have a setting of its own, which hides the
     * server's; -1 is no limit.
     */
    private static final String TEMP_FILE_LIMIT = """
            coalesce(
                (select split_part(setting, '=', 2) from pg_db_role_setting, unnest(setconfig) setting
                    where setrole = 0 and setting like 'temp_file_limit=%'
                        and setdatabase in (0, (select oid from pg_database where datname = current_database()))
                    order by setdatabase desc limit 1),
                (select setting from pg_settings
                    where name = 'temp_file_limit' and source not in ('user', 'database user')),
                '-1')""";

    private static final String ADD = """
            insert into bi_login (tenant, name, login, created_by, valid_until)
            values ($1, $2, $3, $4, date_trunc('second', now()) + $5 * interval '1 day')
            returning name, login, created_at, created_by, valid_until, 0 as sessions, current_database() as database,
                quote_ident(current_database()) as quoted, quote_ident(current_user) as owner,
            """ + TEMP_FILE_LIMIT + " like '-%' as unlimited";

    /** In the names of the database and of the service's own user. */
    private static final String UNLIMITED =
            "The database does not limit temporary files, so that one statement of this login can fill its disk. A superuser"
                    + " can set a limit, in the database or for the server, such as: ALTER DATABASE %1$s SET temp_file_limit ="
                    + " '1GB'; ALTER ROLE %2$s IN DATABASE %1$s SET temp_file_limit = -1;";

    /**
     * Who makes a role without being a superuser inherits its rights by the first line; only then it may see and end its
     * sessions. The settings are a help for honest tools; who means harm lifts them and meets {@link #CURB}.
     */
    private static final String MAKE = """
            set local createrole_self_grant = 'inherit';
            create role %1$s login password '%2$s' valid until '%3$s' connection limit %4$d;
            alter role %1$s set search_path = bi;
            alter role %1$s set default_transaction_read_only = on;
            alter role %1$s set statement_timeout = %6$d;
            alter role %1$s set idle_in_transaction_session_timeout = '60s';
            grant connect on database %5$s to %1$s
            """;

    private static final String REVOKE =
            "update bi_login set revoked_at = now() where tenant = $1 and name = $2 and " + GOOD + " returning login";

    private static final String SHUT_OUT = ifThere("alter role %1$s nologin password null");

    /** A session that does not end within a second is left to the watch. */
    private static final String END = "select pg_terminate_backend(pid, 1000) from pg_stat_activity where usename = $1";

    /**
     * Only sessions of our logins, whatever else the server is used for, and in whatever database of it they are. A
     * cancelled statement can go on by catching that: 10 s later its session is ended. An advisory lock could keep
     * migrations waiting, so a session that takes one is ended too.
     */
    private static final String CURB = """
            with judged as materialized (
                select pid, case
                    when revoked_at is not null or valid_until <= now() then 'spent'
                    when row_number() over (partition by tenant order by backend_start, pid) > $3 then 'sessions'
                    when xact_start < clock_timestamp() - $2 * interval '1 ms' then 'transaction'
                    when exists (select from pg_locks where pg_locks.pid = activity.pid and locktype = 'advisory') then 'lock'
                    when state not like 'idle%' and query_start < clock_timestamp() - $1 * interval '1 ms' then 'statement'
                    end as reason,
                    query_start > clock_timestamp() - ($1 + 10000) * interval '1 ms' as patience
                from bi_login join pg_stat_activity activity on usename = login and backend_type = 'client backend'
            ), signalled as materialized (
                select reason, case when reason = 'statement' and patience then pg_cancel_backend(pid)
                    else pg_terminate_backend(pid) end as done
                from judged where reason is not null
            )
            select reason, count(*)::int as number from signalled where done group by reason
            """;

    private static final String SPENT = """
            select login from bi_login
            where least(revoked_at, valid_until) < now() - interval '1 minute'
                and not exists (select from pg_stat_activity where usename = login)
            order by login limit 100
            """;

    private static final String FORGET = "delete from bi_login where login = $1";

    /** A login can own large objects, which everybody may make; they would keep its role from being dropped. */
    private static final String DROP = ifThere("drop owned by %1$s; drop role %1$s");

    private final Database database;
    private final SessionLimits limits;

    PostgresBiLogins(Database database, SessionLimits limits) {
        this.database = database;
        this.limits = limits;
    }

    @Override
    public Uni<List<BiLogin>> of(String tenant) {
        return database.pool().preparedQuery(LOGINS).execute(Tuple.of(tenant)).map(PostgresBiLogins::logins);
    }

    @Override
    public Uni<List<BiLogin>> lock(SqlConnection transaction, String tenant) {
        return transaction
                .query(LOCK)
                .execute()
                .chain(() -> transaction.preparedQuery(LOGINS).execute(Tuple.of(tenant)))
                .map(PostgresBiLogins::logins);
    }

    @Override
    public Uni<Added> add(
            SqlConnection transaction, String tenant, String name, String login, String password, int days, String by) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(tenant, name, login, by, days))
                .map(rows -> rows.iterator().next())
                .call(row -> transaction
                        .query(MAKE.formatted(
                                login,
                                ScramVerifier.of(password),
                                login(row).validUntil(),
                                BiLogin.MOST_SESSIONS,
                                row.getString("quoted"),
                                limits.statement().toMillis()))
                        .execute())
                .map(row -> new Added(
                        login(row),
                        row.getString("database"),
                        row.getBoolean("unlimited")
                                ? List.of(UNLIMITED.formatted(row.getString("quoted"), row.getString("owner")))
                                : List.of()))
                .onFailure(PostgresBiLogins::isNotPermitted)
                .transform(PostgresBiLogins::whatIsMissing);
    }

    @Override
    public Uni<Boolean> revoke(String tenant, String name) {
        return database.transaction(transaction -> transaction
                        .preparedQuery(REVOKE)
                        .execute(Tuple.of(tenant, name))
                        .chain(rows -> {
                            if (rows.size() == 0) {
                                return Uni.createFrom().nullItem();
                            }
                            String login = rows.iterator().next().getString("login");
                            return transaction
                                    .query(SHUT_OUT.formatted(login))
                                    .execute()
                                    .replaceWith(login);
                        }))
                .onFailure(PostgresBiLogins::isNotPermitted)
                .transform(PostgresBiLogins::whatIsMissing)
                // After the commit: who is let in no more cannot come back.
                .call(login -> login == null
                        ? Uni.createFrom().nullItem()
                        : Database.uncancelled(
                                database.pool().preparedQuery(END).execute(Tuple.of(login))))
                .map(login -> login != null);
    }

    @Override
    public Uni<Map<String, Integer>> curb(SessionLimits limits) {
        return database.pool()
                .preparedQuery(CURB)
                .execute(Tuple.of(
                        (double) limits.statement().toMillis(),
                        (double) limits.transaction().toMillis(),
                        limits.sessions()))
                .map(rows -> {
                    Map<String, Integer> curbed = new TreeMap<>();
                    rows.forEach(row -> curbed.put(row.getString("reason"), row.getInteger("number")));
                    return curbed;
                });
    }

    @Override
    public Uni<List<String>> spent() {
        return database.pool()
                .query(SPENT)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("login"))
                        .toList());
    }

    @Override
    public Uni<Void> drop(String login) {
        return database.transaction(transaction -> transaction
                .preparedQuery(FORGET)
                .execute(Tuple.of(login))
                .chain(() -> transaction.query(DROP.formatted(login)).execute())
                .replaceWithVoid());
    }

    /** What is done to a role unless it is gone, such as by an operator's hand. */
    private static String ifThere(String statements) {
        return "do $$ begin if exists (select from pg_roles where rolname = '%1$s') then " + statements
                + "; end if; end $$";
    }

    private static List<BiLogin> logins(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PostgresBiLogins::login)
                .toList();
    }

    private static BiLogin login(Row row) {
        return new BiLogin(
                row.getString("name"),
                row.getString("login"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("created_by"),
                row.getOffsetDateTime("valid_until").toInstant(),
                row.getInteger("sessions"));
    }

    private static boolean isNotPermitted(Throwable failure) {
        return failure instanceof PgException pg && NOT_PERMITTED.equals(pg.getSqlState());
    }

    private static Throwable whatIsMissing(Throwable failure) {
        return Problem.unavailable(
                "bi-logins-not-permitted",
                "The service's database user may not make or change logins. An operator has to allow it once, with ALTER"
                        + " ROLE … CREATEROLE as the README of analytics-service says.",
                UNTIL_PERMITTED);
    }
}
