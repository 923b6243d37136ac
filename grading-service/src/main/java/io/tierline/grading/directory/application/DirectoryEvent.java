package io.tierline.grading.directory.application;

import io.tierline.grading.companies.domain.CompanyPolicy;
import io.tierline.grading.directory.domain.Rep;
import io.tierline.grading.directory.domain.Team;

/** Something in the directory as it stands. */
public sealed interface DirectoryEvent {

    /** The policy of a company. */
    record OfCompany(CompanyPolicy policy) implements DirectoryEvent {}

    /** A rep. */
    record OfRep(Rep rep) implements DirectoryEvent {}

    /** A team. */
    record OfTeam(Team team) implements DirectoryEvent {}
}
