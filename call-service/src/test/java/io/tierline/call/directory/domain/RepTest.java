package io.tierline.call.directory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rep is in one team at a time, from a moment on until the next. */
class RepTest {

    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant MID_NOVEMBER = Instant.parse("2026-11-15T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final Rep STRANGER = Rep.takenIn("acme", "li.wei");
    private static final Rep LI_WEI = STRANGER.told("Li Wei", true, "east-1", null, NOVEMBER);

    @ParameterizedTest(name = "{0} µs after: {1}")
    @CsvSource({"-1, east-1", "0, west-2", "1, west-2"})
    void membershipBeginsAtItsTimeAndHoldsUntilTheNext(long micros, String team) {
        // Given
        Rep moved = LI_WEI.told("Li Wei", true, "west-2", DECEMBER, NOVEMBER);

        // When
        String found = moved.memberships().teamAt(DECEMBER.plus(micros, ChronoUnit.MICROS));

        // Then
        assertThat(found).isEqualTo(team);
    }

    @Test
    void firstTeamHasAlwaysBeenTheRepsTeam_whenNobodyHasToldOfTheRepBefore() {
        assertThat(LI_WEI.memberships().dated()).containsExactly(new Membership(Membership.ALWAYS, "east-1"));
        assertThat(LI_WEI.known()).isTrue();
        assertThat(LI_WEI.revision()).isEqualTo(2);
    }

    @Test
    void firstTeamBeginsWhenToldTo() {
        // When
        Rep told = STRANGER.told("Li Wei", true, "east-1", NOVEMBER, DECEMBER);

        // Then
        assertThat(told.memberships().teamAt(NOVEMBER)).isEqualTo("east-1");
        assertThat(told.memberships().teamAt(NOVEMBER.minusNanos(1_000))).isNull();
    }

    @Test
    void anotherTeamBeginsNow_whenNoTimeIsTold() {
        // When
        Rep moved = LI_WEI.told("Li Wei", true, "west-2", null, DECEMBER);

        // Then
        assertThat(moved.memberships().dated())
                .containsExactly(new Membership(Membership.ALWAYS, "east-1"), new Membership(DECEMBER, "west-2"));
    }

    @Test
    void firstTeamOfAKnownRepBeginsNow() {
        // Given
        Rep free = STRANGER.told("Li Wei", true, null, null, NOVEMBER);

        // When
        Rep joined = free.told("Li Wei", true, "east-1", null, DECEMBER);

        // Then
        assertThat(free.memberships()).isEqualTo(Memberships.NONE);
        assertThat(joined.memberships().dated()).containsExactly(new Membership(DECEMBER, "east-1"));
    }

    @Test
    void laterMembershipsStay_whenAnEarlierOneIsToldAfterwards() {
        // Given
        Rep moved = LI_WEI.told("Li Wei", true, "west-2", DECEMBER, NOVEMBER);

        // When
        Rep corrected = moved.told("Li Wei", true, "north-3", MID_NOVEMBER, DECEMBER);

        // Then
        assertThat(corrected.memberships().dated())
                .containsExactly(
                        new Membership(Membership.ALWAYS, "east-1"),
                        new Membership(MID_NOVEMBER, "north-3"),
                        new Membership(DECEMBER, "west-2"));
    }

    @Test
    void orderInWhichDatedTeamsAreToldDoesNotMatter() {
        // When
        Rep forwards = STRANGER.told("Li Wei", true, "east-1", NOVEMBER, DECEMBER)
                .told("Li Wei", true, "north-3", MID_NOVEMBER, DECEMBER)
                .told("Li Wei", true, "east-1", DECEMBER, DECEMBER);
        Rep backwards = STRANGER.told("Li Wei", true, "east-1", DECEMBER, DECEMBER)
                .told("Li Wei", true, "north-3", MID_NOVEMBER, DECEMBER)
                .told("Li Wei", true, "east-1", NOVEMBER, DECEMBER);

        // Then
        assertThat(backwards).isEqualTo(forwards);
    }

    @Test
    void teamIsReplaced_whenAnotherIsToldForTheSameTime() {
        // Given
        Rep moved = LI_WEI.told("Li Wei", true, "west-2", DECEMBER, NOVEMBER);

        // When
        Rep corrected = moved.told("Li Wei", true, "north-3", DECEMBER, DECEMBER);

        // Then
        assertThat(corrected.memberships().dated())
                .containsExactly(new Membership(Membership.ALWAYS, "east-1"), new Membership(DECEMBER, "north-3"));
    }

    @Test
    void repLeavesTheTeam_whenNoTeamIsTold() {
        // When
        Rep left = LI_WEI.told("Li Wei", false, null, DECEMBER, DECEMBER);

        // Then
        assertThat(left.memberships().teamAt(DECEMBER.minusNanos(1_000))).isEqualTo("east-1");
        assertThat(left.memberships().teamAt(DECEMBER)).isNull();
        assertThat(left.active()).isFalse();
    }

    @Test
    void nothingChanges_whenTheSameIsToldAgain() {
        // Given
        Rep moved = LI_WEI.told("Li Wei", true, "west-2", NOVEMBER, NOVEMBER);

        // Then
        assertThat(moved.told("Li Wei", true, "west-2", NOVEMBER, DECEMBER)).isSameAs(moved);
        assertThat(moved.told("Li Wei", true, "west-2", null, DECEMBER)).isSameAs(moved);
    }

    @Test
    void strangerIsKnown_onceAnythingIsTold() {
        assertThat(STRANGER.known()).isFalse();
        assertThat(STRANGER.told("Li Wei", true, null, null, NOVEMBER).known()).isTrue();
    }

    @Test
    void rosterKnowsTheTeamsThatItsRepsWereIn_andNobodyElse() {
        // When
        Roster roster = new Roster(
                Map.of(
                        new Roster.Id("acme", "li.wei"),
                        new Memberships(List.of(new Membership(NOVEMBER, "east-1"), new Membership(DECEMBER, null)))),
                Set.of(new Roster.Id("acme", "west-2")));

        // Then
        assertThat(roster.teamOf("acme", "li.wei", MID_NOVEMBER)).isEqualTo("east-1");
        assertThat(roster.teamOf("acme", "li.wei", DECEMBER)).isNull();
        assertThat(roster.teamOf("globex", "li.wei", MID_NOVEMBER)).isNull();
        assertThat(roster.teamOf("acme", "zhao.min", MID_NOVEMBER)).isNull();
        assertThat(roster.hasTeam(new Roster.Id("acme", "east-1"))).isTrue();
        assertThat(roster.hasTeam(new Roster.Id("acme", "west-2"))).isTrue();
        assertThat(roster.hasTeam(new Roster.Id("globex", "east-1"))).isFalse();
        assertThat(roster.hasRep(new Roster.Id("acme", "zhao.min"))).isFalse();
    }
}
