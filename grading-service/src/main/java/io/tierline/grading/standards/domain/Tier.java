package io.tierline.grading.standards.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One tier of a standard.
 *
 * @param code the company's own, unique within the standard: 1–16 of {@code A-Za-z0-9_-}, never {@code none}
 * @param criteria all have to be met; the last is the generated {@value #DECISION} if {@code decisionWithinDays} is given
 * @param decisionWithinDays the decision date has to be agreed and at most this many days ahead, 0 is today; empty asks for none
 * @param staleAfterDays days without progress after which it is stale, at least 1; empty: no clock
 */
public record Tier(
        String code,
        Label label,
        List<Criterion> criteria,
        Optional<Integer> decisionWithinDays,
        Optional<Integer> staleAfterDays,
        OnStale onStale,
        Strategy strategy) {

    /** Id of the criterion that {@code decisionWithinDays} stands for. */
    public static final String DECISION = "decision";

    static final int MOST_CRITERIA = 30;
    /** Ten years: longer than any sale, short enough that no date overflows. */
    static final int MOST_DAYS = 3_650;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,16}");
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public Tier {
        criteria = List.copyOf(criteria);
    }

    /** As in the JSON of the API; what was generated is left out. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", code);
        tree.put("label", label.toTree());
        tree.put("decisionWithinDays", decisionWithinDays.orElse(null));
        tree.put("staleAfterDays", staleAfterDays.orElse(null));
        tree.put("onStale", onStale.code());
        List<Object> written = new ArrayList<>();
        for (Criterion criterion : criteria) {
            if (!(decisionWithinDays.isPresent() && criterion.id().equals(DECISION))) {
                Map<String, Object> each = new LinkedHashMap<>();
                each.put("id", criterion.id());
                each.put("label", criterion.label().toTree());
                each.put("when", criterion.when().source());
                written.add(each);
            }
        }
        tree.put("criteria", written);
        tree.put("strategy", strategy.toTree());
        return tree;
    }

    static Tier read(JsonTree tree) {
        tree.onlyMembers("code", "label", "decisionWithinDays", "staleAfterDays", "onStale", "criteria", "strategy");
        JsonTree code = tree.member("code");
        String text = code.text(16).orElse("");
        if (!text.isEmpty() && (!CODE.matcher(text).matches() || text.equalsIgnoreCase("none"))) {
            code.fault("must be 1 to 16 of A-Z, a-z, 0-9, _ and -, and not 'none', which stands for no tier");
        }
        Label label = Label.read(tree.member("label"));
        Optional<Integer> decisionWithinDays = tree.member("decisionWithinDays").optionalWholeNumber(0, MOST_DAYS);
        Optional<Integer> staleAfterDays = tree.member("staleAfterDays").optionalWholeNumber(1, MOST_DAYS);
        OnStale onStale = tree.member("onStale")
                .optionalChoice(OnStale.CODES)
                .map(OnStale::withCode)
                .orElse(OnStale.FLAG);
        List<Criterion> criteria = readCriteria(tree.member("criteria"), decisionWithinDays);
        Strategy strategy = Strategy.read(tree.member("strategy"));
        return new Tier(text, label, criteria, decisionWithinDays, staleAfterDays, onStale, strategy);
    }

    private static List<Criterion> readCriteria(JsonTree tree, Optional<Integer> decisionWithinDays) {
        List<JsonTree> items = tree.items();
        if (items.isEmpty() && tree.isList()) {
            tree.fault("must have at least one criterion: without, every customer would be in this tier");
        } else if (items.size() > MOST_CRITERIA) {
            tree.fault("must have at most " + MOST_CRITERIA + " criteria");
            return List.of();
        }
        List<Criterion> criteria = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        decisionWithinDays.ifPresent(days -> ids.add(DECISION));
        for (JsonTree item : items) {
            item.onlyMembers("id", "label", "when");
            JsonTree id = item.member("id");
            String idText = id.text(64).orElse("");
            if (!idText.isEmpty() && !ID.matcher(idText).matches()) {
                id.fault("must be words of a-z and 0-9 joined by -, such as key-persons");
            } else if (!idText.isEmpty() && !ids.add(idText)) {
                id.fault(
                        idText.equals(DECISION) && decisionWithinDays.isPresent()
                                ? "'decision' is the criterion that decisionWithinDays stands for; use another id"
                                : "'" + idText + "' is used twice in this tier");
            }
            Label label = Label.read(item.member("label"));
            JsonTree when = item.member("when");
            when.text(CelExpressions.MAX_LENGTH)
                    .flatMap(source -> CelExpressions.compile(source, when))
                    .ifPresent(expression -> criteria.add(new Criterion(idText, label, expression)));
        }
        decisionWithinDays.ifPresent(days -> criteria.add(decision(days)));
        return criteria;
    }

    private static Criterion decision(int days) {
        Label label = switch (days) {
            case 0 -> new Label("Decision date agreed, today at the latest", "已约定决策日期，最迟今天");
            case 1 -> new Label("Decision date agreed, at most 1 day ahead", "已约定决策日期，不超过1天");
            default -> new Label("Decision date agreed, at most " + days + " days ahead", "已约定决策日期，不超过" + days + "天");
        };
        // A date that has passed stays within: it makes the customer overdue in its tier instead of taking the tier
        // away.
        return new Criterion(DECISION, label, CelExpressions.compile("hasDecisionDate && daysToDecision <= " + days));
    }
}
