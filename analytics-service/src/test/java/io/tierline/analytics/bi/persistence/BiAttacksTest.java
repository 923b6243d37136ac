package io.tierline.analytics.bi.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.analytics.fixtures.BiSessions;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.analytics.rates.application.RatesFeed;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody with psql and a good login of one company tries in order to read or harm another one. A statement counts
 * as refused only for the reason that is meant.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BiAttacksTest {

    private static final String NO_PRIVILEGE = "42501";

    @Inject
    Topic topic;

    private JsonPath login;
    private BiSessions attacker;
    private BiSessions superuser;
    private JsonPath victimsLogin;
    private BiSessions victim;

    private void makeTwoCompanies() throws SQLException {
        try (BiSessions root = BiSessions.superuser()) {
            for (String tenant : List.of("attacker", "victim")) {
                root.run("""
                        insert into call (tenant, call_id, revision, customer_id, direction, started_at, status, outcome,
                            flags, voided)
                        select '%1$s', 'call-of-%1$s-' || i, 1, 'customer-of-%1$s', 'outbound', now(), 'summarised', 'C',
                            '{}', false
                        from generate_series(1, 50) i
                        """.formatted(tenant));
                root.run("insert into team values ('%1$s', 'team-of-%1$s', 1, 'x', true)".formatted(tenant));
            }
            root.run("analyze call", "analyze team");
        }
        login = BiSessions.login("attacker", "tool");
        victimsLogin = BiSessions.login("victim", "tool");
    }

    @BeforeEach
    void threeSessions() throws SQLException {
        if (login == null) { // The address of the service is not known before all.
            makeTwoCompanies();
        }
        superuser = BiSessions.superuser();
        attacker = BiSessions.with(login);
        victim = BiSessions.with(victimsLogin);
        victim.run("select 'a secret of victim'");
    }

    @AfterEach
    void closeThem() throws SQLException {
        attacker.close();
        victim.close();
        superuser.close();
    }

    @Test
    void everybodySeesTheirOwn() throws SQLException {
        assertThat(attacker.rows("select distinct customer_id from bi.calls")).containsExactly("customer-of-attacker");
        assertThat(victim.rows("select distinct customer_id from bi.calls")).containsExactly("customer-of-victim");
    }

    @Test
    void whoIsNoLoginOfOursSeesNothing_notEvenTheSuperuser() throws SQLException {
        assertThat(superuser.rows("select call_id from bi.calls")).isEmpty();
        assertThat(superuser.rows("select rate from bi.metrics")).isEmpty();
    }

    @Test
    void noTableIsWithinReach() throws SQLException {
        for (String relation : superuser.rows(
                "select format('%I.%I', relnamespace::regnamespace, relname) from pg_class"
                        + " where relkind in ('r', 'v', 'm', 'p', 'S', 'f') and relnamespace = 'public'::regnamespace")) {
            attacker.isRefused("select 1 from " + relation, NO_PRIVILEGE);
        }
        assertThat(superuser.rows("select count(*) from pg_class where relnamespace = 'public'::regnamespace"
                        + " and relkind = 'r'"))
                .first()
                .asString()
                .matches("1\\d|[2-9]\\d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set role analytics",
                "set role %s",
                "set session authorization %s",
                "set session authorization postgres",
                "grant %s to current_user",
                "grant %2$s to %1$s",
                "alter role %s password 'mine'",
                "alter role current_user createrole",
                "alter role current_user bypassrls",
                "alter role current_user connection limit 100",
                "alter role current_user valid until 'infinity'",
                "create role mine",
                "drop role %s",
                "reassign owned by %s to current_user",
                "create temporary table calls (i int)",
                "create function pg_temp.spy(text) returns boolean language sql as 'select true'",
                "create function bi.spy(text) returns boolean language sql as 'select true'",
                "create function public.spy(text) returns boolean language sql as 'select true'",
                "create table public.mine (i int)",
                "create view bi.mine as select 1",
                "create schema mine",
                "create database mine",
                "create extension dblink",
                "create extension postgres_fdw",
                "alter view bi.calls set (security_barrier = false)",
                "create or replace view bi.calls as select * from call",
                "drop view bi.calls",
                "insert into bi_login values (current_user, 'victim', 'mine', now(), 'me', 'infinity')",
                "update bi_login set tenant = 'victim'",
                "copy call to stdout",
                "copy (select 1) to program 'id'",
                "copy (select 1) to '/mine'",
                "select pg_read_file('/etc/passwd')",
                "select pg_ls_dir('.')",
                "select lo_import('/etc/passwd')",
                "select * from pg_authid",
                "select * from pg_statistic",
                "select * from pg_statistic_ext_data",
                "select * from pg_largeobject",
                "select pg_stat_reset()",
                "select pg_reload_conf()",
                "set log_statement = 'all'",
                "set session_replication_role = 'replica'",
                "set temp_file_limit = -1",
                "begin; lock table bi_login",
                "begin; lock table call in access share mode",
                "alter system set fsync = off",
                "create publication mine for all tables",
            })
    void isRefused(String statement) throws SQLException {
        attacker.run("set search_path = bi, public");
        String attempt = statement.formatted(victimsLogin.getString("login"), login.getString("login"));
        assertThatThrownBy(() -> attacker.run(attempt))
                .as(attempt)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState())
                                .as(refusal.getMessage())
                                // 0LP01: a role that is oneself or nobody's to give.
                                .isIn(NO_PRIVILEGE, "0LP01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into bi.teams values ('mine', 'x', true)",
                "update bi.teams set name = 'x'",
                "delete from bi.teams",
                "truncate bi.teams"
            })
    void viewsAreForReading(String statement) {
        assertThatThrownBy(() -> attacker.run(statement)).isInstanceOf(SQLException.class);
    }

    @Test
    void whoListensHearsNobodysName() throws SQLException {
        // Given
        attacker.run("listen " + RatesFeed.CHANNEL);

        // When
        topic.deliver("victim", CallOutcomes.call("call-that-is-heard").customer("customer-of-victim"));

        // Then
        assertThat(attacker.heard()).isNotEmpty().allMatch(word -> word.matches("[0-9a-f]{2}"));
    }

    @Test
    void settingsDecideNothing() throws SQLException {
        attacker.run("set search_path = public, pg_temp", "set application_name = 'victim'", "set row_security = off");

        assertThat(attacker.rows("select distinct customer_id from bi.calls")).containsExactly("customer-of-attacker");
    }

    @Test
    void aConditionThatTellsWhatItSeesSeesNoOthersRows() throws SQLException {
        // A cast fails with the text in the message; it must never meet another company's.
        assertThatThrownBy(() -> attacker.rows("select 1 from bi.calls where customer_id::int = 1"))
                .hasMessageContaining("customer-of-attacker");
        assertThatThrownBy(() -> attacker.rows("select 1 from bi.teams where team::int = 1"))
                .hasMessageContaining("team-of-attacker");
        attacker.run("set enable_indexscan = off", "set enable_indexonlyscan = off", "set enable_bitmapscan = off");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> attacker.rows("select 1 from bi.calls where customer_id::int = 1"))
                    .hasMessageContaining("customer-of-attacker");
        }
        // It would divide by zero at any row of the victim.
        assertThat(attacker.rows(
                        "select count(*) from bi.calls where 1 / (customer_id <> 'customer-of-victim')::int = 1"))
                .containsExactly("50");
    }

    @Test
    void thePlannersSamplesAreOutOfReach() throws SQLException {
        assertThat(superuser.rows("select attname from pg_stats where tablename = 'call' and attname = 'customer_id'"))
                .hasSize(1);
        assertThat(attacker.rows("select tablename, attname from pg_stats where schemaname in ('public', 'bi')"))
                .isEmpty();
        assertThat(attacker.rows("select statistics_name from pg_stats_ext")).isEmpty();
    }

    @Test
    void othersSessionsShowNothingAndCannotBeEnded() throws SQLException {
        assertThat(attacker.rows("select query from pg_stat_activity where pid = " + victim.pid()))
                .containsExactly("<insufficient privilege>");
        attacker.isRefused("select pg_terminate_backend(" + victim.pid() + ")", NO_PRIVILEGE);
        attacker.isRefused("select pg_cancel_backend(" + victim.pid() + ")", NO_PRIVILEGE);
        assertThat(victim.isOpen()).isTrue();
    }

    @Test
    void namesOfLoginsDoNotTellWhoseTheyAre() throws SQLException {
        assertThat(attacker.rows("select rolname || coalesce(shobj_description(oid, 'pg_authid'), '') from pg_roles"))
                .noneMatch(role -> role.contains("victim"));
    }

    @Test
    void largeObjectsOfOneLoginAreItsOwn() throws SQLException {
        // Everybody may make large objects; nobody else reads them.
        String object = victim.rows("select lo_from_bytea(0, 'secret')").get(0);

        attacker.isRefused("select lo_get(" + object + ")", NO_PRIVILEGE);
    }

    @Test
    void nothingOutlivesASession() {
        assertThatThrownBy(() -> attacker.run("begin", "select 1", "prepare transaction 'mine'"))
                .hasMessageContaining("prepared transactions are disabled");
    }

    @Test
    void blocksOfCodeHaveNoOtherRights() {
        attacker.isRefused("do $$ begin perform 1 from public.call; end $$", NO_PRIVILEGE);
        attacker.isRefused("do $$ begin execute 'set role analytics'; end $$", NO_PRIVILEGE);
    }

    @Test
    void everyViewIsABarrierAndNoFunctionRunsWithOthersRights() throws SQLException {
        assertThat(superuser.rows("select relname from pg_class where relnamespace = 'bi'::regnamespace"
                        + " and not (relkind = 'v' and coalesce('security_barrier=true' = any (reloptions), false))"))
                .isEmpty();
        assertThat(superuser.rows("select proname from pg_proc where prosecdef"
                        + " or pronamespace in ('bi'::regnamespace, 'public'::regnamespace)"))
                .isEmpty();
    }
}
