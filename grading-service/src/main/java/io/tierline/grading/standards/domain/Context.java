package io.tierline.grading.standards.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why this company's standard is as it is: the five factors in which companies differ. For people; it does not enter the grade. */
public record Context(
        Optional<String> productMaturity,
        Optional<String> marketShare,
        Optional<String> marketStage,
        Optional<String> teamStage,
        Optional<String> salesModel) {

    static final List<String> MARKET_STAGES = List.of("educating", "capturing");
    static final List<String> TEAM_STAGES = List.of("start-up", "growth", "mature");
    private static final int LONGEST = 500;

    /** As in the JSON of the API. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("productMaturity", productMaturity.orElse(null));
        tree.put("marketShare", marketShare.orElse(null));
        tree.put("marketStage", marketStage.orElse(null));
        tree.put("teamStage", teamStage.orElse(null));
        tree.put("salesModel", salesModel.orElse(null));
        return tree;
    }

    static Context read(JsonTree tree) {
        if (!tree.isAbsent()) {
            tree.onlyMembers("productMaturity", "marketShare", "marketStage", "teamStage", "salesModel");
        }
        return new Context(
                tree.member("productMaturity").optionalText(LONGEST),
                tree.member("marketShare").optionalText(LONGEST),
                tree.member("marketStage").optionalChoice(MARKET_STAGES),
                tree.member("teamStage").optionalChoice(TEAM_STAGES),
                tree.member("salesModel").optionalText(LONGEST));
    }
}
