package io.tierline.grading.standards.domain;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a criterion may ask about: every name known in an expression. */
public enum Variable {
    REACHED(
            "reached",
            Type.ROLES,
            "reached",
            "已联系",
            "key persons that somebody has spoken to: stance not unknown",
            "已接触的关键人：立场不是“未接触”"),
    APPROVING("approving", Type.ROLES, "approving", "认可", "key persons who approve", "认可的关键人"),
    OPPOSING("opposing", Type.ROLES, "opposing", "反对", "key persons who oppose", "反对的关键人"),
    NEEDS_KNOWN(
            "needsKnown",
            Type.ROLES,
            "needs known",
            "需求已知悉",
            "key persons whose need is known or confirmed",
            "需求已知悉或已确认的关键人"),
    NEEDS_CONFIRMED(
            "needsConfirmed",
            Type.ROLES,
            "needs confirmed",
            "需求已确认",
            "key persons whose need is confirmed",
            "需求已确认的关键人"),
    OBJECTIONS_HANDLED(
            "objectionsHandled",
            Type.ROLES,
            "objections handled",
            "异议已处理",
            "key persons whose objections are handled or settled, or who have none",
            "异议已处理、已达成共识或无异议的关键人"),
    OBJECTIONS_SETTLED(
            "objectionsSettled",
            Type.ROLES,
            "objections settled",
            "异议已达成共识",
            "key persons whose objections are settled, or who have none",
            "异议已达成共识或无异议的关键人"),
    DECISION_ROLES(
            "decisionRoles",
            Type.ROLES,
            "roles that decide",
            "参与决策",
            "key persons that this customer's decision takes, by its profile; all three if it does not say",
            "按客户画像参与决策的关键人；画像未说明时为全部三位"),
    COMPETITORS(
            "competitors",
            Type.TEXT,
            "competitors",
            "竞争对手",
            "what is known of the main competitors",
            "主要竞争对手的了解程度",
            "unknown",
            "known",
            "ruled-out"),
    BUDGET("budget", Type.TEXT, "budget", "预算", "whether the budget is confirmed", "预算是否已确认", "unknown", "confirmed"),
    PROCUREMENT(
            "procurement",
            Type.TEXT,
            "procurement",
            "采购流程",
            "how far procurement is",
            "采购流程的进展",
            "unknown",
            "clear",
            "started"),
    QUOTE(
            "quote",
            Type.TEXT,
            "quote",
            "报价",
            "how far the quote is",
            "报价的进展",
            "none",
            "offered",
            "negotiating",
            "confirmed"),
    HAS_DECISION_DATE(
            "hasDecisionDate",
            Type.YES_OR_NO,
            "decision date agreed",
            "已约定决策日期",
            "whether a date of the decision is agreed",
            "是否已约定决策日期"),
    DAYS_TO_DECISION(
            "daysToDecision",
            Type.WHOLE_NUMBER,
            "days to the decision",
            "距决策天数",
            "whole days from today in the company's time zone; negative when past, 0 without a date",
            "按公司时区从今天起的整天数；已过为负数，未约定为0"),
    FOLLOW_UP_AGREED(
            "followUpAgreed", Type.YES_OR_NO, "follow-up agreed", "已约定跟进", "whether a follow-up is agreed", "是否已约定跟进"),
    OUTCOMES(
            "outcomes",
            Type.COUNTS,
            "calls by outcome",
            "外呼结果次数",
            "number of calls by outcome, such as outcomes.C",
            "各外呼结果的次数，例如 outcomes.C"),
    PROFILE(
            "profile",
            Type.PROFILE,
            "profile",
            "客户画像",
            "fields of the profile; what is not known is absent: has(profile.industry)",
            "客户画像的字段；未知的字段不存在：has(profile.industry)");

    /** The type of a variable's value. */
    public enum Type {
        /** List of role codes. */
        ROLES("list(string)"),
        TEXT("string"),
        YES_OR_NO("bool"),
        WHOLE_NUMBER("int"),
        /** Map from outcome code to count. */
        COUNTS("map(string, int)"),
        /** Map from field to a value of any type. */
        PROFILE("map(string, dyn)");

        private final String inCel;

        Type(String inCel) {
            this.inCel = inCel;
        }

        /** As CEL writes it. */
        public String inCel() {
            return inCel;
        }
    }

    private final String code;
    private final Type type;
    private final Label label;
    private final Label meaning;
    private final List<String> words;

    Variable(String code, Type type, String en, String zhCn, String meaningEn, String meaningZhCn, String... words) {
        this.code = code;
        this.type = type;
        this.label = new Label(en, zhCn);
        this.meaning = new Label(meaningEn, meaningZhCn);
        this.words = switch (type) {
            case ROLES -> names(Role.values());
            case COUNTS -> names(Outcome.values());
            case PROFILE -> ProfileFields.NAMES;
            case TEXT -> List.of(words);
            case YES_OR_NO, WHOLE_NUMBER -> List.of();
        };
    }

    /** The name in an expression. */
    public String code() {
        return code;
    }

    public Type type() {
        return type;
    }

    /** What people call it. */
    public Label label() {
        return label;
    }

    /** What it says. */
    public Label meaning() {
        return meaning;
    }

    /**
     * The closed list of words that this variable is about: its values for a text, its items for a list, its keys for a map; empty for
     * numbers and yes or no.
     */
    public List<String> words() {
        return words;
    }

    static Optional<Variable> withCode(String code) {
        return Arrays.stream(values()).filter(each -> each.code.equals(code)).findFirst();
    }

    static Set<Variable> inOrder(Set<Variable> variables) {
        Set<Variable> ordered = EnumSet.noneOf(Variable.class);
        ordered.addAll(variables);
        return Collections.unmodifiableSet(ordered);
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    static String codes(Set<Variable> variables) {
        return inOrder(variables).stream().map(Variable::code).collect(Collectors.joining(", "));
    }
}
