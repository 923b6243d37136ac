package io.tierline.grading.deals.domain;

import static io.tierline.grading.deals.domain.Result.DISQUALIFIED;
import static io.tierline.grading.deals.domain.Result.LOST;
import static io.tierline.grading.deals.domain.Result.WON;

import io.tierline.grading.standards.domain.Label;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A company's list of reasons, in the order in which they are offered.
 *
 * @param all no code twice
 */
public record ClosingReasons(List<ClosingReason> all) {

    /** More than anybody chooses from. */
    public static final int MOST = 200;

    /** The list that every company starts with. */
    public static final ClosingReasons DEFAULT = new ClosingReasons(List.of(
            reason("fit", "Our product fits the needs", "产品契合需求", WON),
            reason("price", "Price", "价格", WON, LOST),
            reason("trust", "Relationship and trust", "关系与信任", WON),
            reason("service", "Service and support", "服务与支持", WON, LOST),
            reason("referred", "Recommended by a customer", "客户转介绍", WON),
            reason("better-than-competitor", "Better than the competitor", "优于竞争对手", WON),
            reason("urgent-need", "Urgent need", "需求紧急", WON),
            reason("competitor", "Competitor preferred", "选择竞争对手", LOST),
            reason("no-budget", "No budget", "没有预算", LOST),
            reason("no-need", "No need", "没有需求", LOST),
            reason("timing", "Not the right time", "时机不合适", LOST),
            reason("no-decision", "No decision was taken", "未做决策", LOST),
            reason("not-approved", "A key person was against it", "关键人反对", LOST),
            reason("product-gap", "Product lacks something", "产品功能不足", LOST),
            reason("in-house", "Does it in house", "自行解决", LOST),
            reason("lost-contact", "Contact lost", "失去联系", LOST),
            reason("wrong-profile", "Not our target profile", "不符合目标画像", DISQUALIFIED),
            reason("too-small", "Too small", "规模过小", DISQUALIFIED),
            reason("out-of-region", "Outside our region", "不在服务区域", DISQUALIFIED),
            reason("out-of-business", "Out of business", "已停业", DISQUALIFIED),
            reason("duplicate", "Duplicate of another customer", "重复客户", DISQUALIFIED),
            reason("other", "Other", "其他", WON, LOST, DISQUALIFIED)));

    public ClosingReasons {
        all = List.copyOf(all);
    }

    /** The reason with the code. */
    public Optional<ClosingReason> withCode(String code) {
        return all.stream().filter(reason -> reason.code().equals(code)).findFirst();
    }

    /** The codes that stand in the list. */
    public Set<String> codes() {
        return all.stream().map(ClosingReason::code).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Why a code cannot explain the result, in words; empty when it can.
     *
     * @param given codes that the closing names already: they may stay although nobody else may choose them any more
     */
    public Optional<String> faultOf(String code, Result result, Predicate<String> given) {
        Optional<ClosingReason> reason = withCode(code);
        if (reason.isPresent()
                && reason.get().results().contains(result)
                && (reason.get().active() || given.test(code))) {
            return Optional.empty();
        }
        String what = reason.isEmpty()
                ? "is not in the list of reasons"
                : reason.get().results().contains(result) ? "is not used any more" : "is not for this result";
        return Optional.of(what + "; for " + result.name().toLowerCase(Locale.ROOT) + " there are " + offered(result));
    }

    private String offered(Result result) {
        return all.stream()
                .filter(reason -> reason.active() && reason.results().contains(result))
                .map(ClosingReason::code)
                .collect(Collectors.joining(", "));
    }

    private static ClosingReason reason(String code, String en, String zhCn, Result... results) {
        return new ClosingReason(code, Set.of(results), new Label(en, zhCn), true);
    }
}
