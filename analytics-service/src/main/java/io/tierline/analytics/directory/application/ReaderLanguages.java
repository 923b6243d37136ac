package io.tierline.analytics.directory.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds in which language somebody reads: what the request asks for, else the language that the company prefers. */
@ApplicationScoped
public class ReaderLanguages {

    private static final Map<String, String> TAGS = Map.of("en", "en", "zh", "zh-CN");

    private final Directory directory;

    ReaderLanguages(Directory directory) {
        this.directory = directory;
    }

    /**
     * The tag of a language that there are words in: en or zh-CN.
     *
     * @param accepted the languages of the request, the preferred one first ({@code Accept-Language})
     */
    public Uni<String> of(String tenant, List<Locale> accepted) {
        return accepted.stream()
                .map(Locale::getLanguage)
                .filter(TAGS::containsKey)
                .findFirst()
                .map(language -> Uni.createFrom().item(TAGS.get(language)))
                .orElseGet(() -> directory
                        .company(tenant)
                        .map(company -> company.languages().get(0)));
    }
}
