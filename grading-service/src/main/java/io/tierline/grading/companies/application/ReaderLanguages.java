package io.tierline.grading.companies.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.standards.domain.Language;
import io.tierline.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Finds in which language somebody reads: what the request asks for, else the language that the company prefers. */
@ApplicationScoped
public class ReaderLanguages {

    private final Database database;
    private final Companies companies;

    ReaderLanguages(Database database, Companies companies) {
        this.database = database;
        this.companies = companies;
    }

    /** @param accepted the languages of the request, the preferred one first ({@code Accept-Language}) */
    public Uni<Language> of(String tenant, List<Locale> accepted) {
        return Language.wanted(accepted)
                .map(Uni.createFrom()::item)
                .orElseGet(() -> companies
                        .of(database.pool(), tenant)
                        .map(company ->
                                Language.withTag(company.languages().get(0)).orElse(Language.EN)));
    }
}
