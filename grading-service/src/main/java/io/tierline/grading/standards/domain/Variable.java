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
    REACHED("reached", Type.ROLES, "reached", "已联系"),
    APPROVING("approving", Type.ROLES, "approving", "认可"),
    OPPOSING("opposing", Type.ROLES, "opposing", "反对"),
    /** Need known or confirmed. */
    NEEDS_KNOWN("needsKnown", Type.ROLES, "needs known", "需求已知悉"),
    NEEDS_CONFIRMED("needsConfirmed", Type.ROLES, "needs confirmed", "需求已确认"),
    /** None, handled or settled. */
    OBJECTIONS_HANDLED("objectionsHandled", Type.ROLES, "objections handled", "异议已处理"),
    /** None or settled. */
    OBJECTIONS_SETTLED("objectionsSettled", Type.ROLES, "objections settled", "异议已达成共识"),
    /** The key persons that this customer's decision takes, by its profile; all three if the profile does not say. */
    DECISION_ROLES("decisionRoles", Type.ROLES, "roles that decide", "参与决策"),
    COMPETITORS("competitors", Type.TEXT, "competitors", "竞争对手", "unknown", "known", "ruled-out"),
    BUDGET("budget", Type.TEXT, "budget", "预算", "unknown", "confirmed"),
    PROCUREMENT("procurement", Type.TEXT, "procurement", "采购流程", "unknown", "clear", "started"),
    QUOTE("quote", Type.TEXT, "quote", "报价", "none", "offered", "negotiating", "confirmed"),
    HAS_DECISION_DATE("hasDecisionDate", Type.YES_OR_NO, "decision date agreed", "已约定决策日期"),
    /** Whole days from today in the company's time zone; negative when past, 0 without a date. */
    DAYS_TO_DECISION("daysToDecision", Type.WHOLE_NUMBER, "days to the decision", "距决策天数"),
    FOLLOW_UP_AGREED("followUpAgreed", Type.YES_OR_NO, "follow-up agreed", "已约定跟进"),
    /** Number of the customer's calls by outcome code; all nine are present. */
    OUTCOMES("outcomes", Type.COUNTS, "calls by outcome", "外呼结果次数"),
    /** The customer's profile; what is not known of it is absent, so {@code has(profile.industry)} asks whether it is known. */
    PROFILE("profile", Type.PROFILE, "profile", "客户画像");

    /** The type of a variable's value. */
    public enum Type {
        /** List of role codes. */
        ROLES,
        TEXT,
        YES_OR_NO,
        WHOLE_NUMBER,
        /** Map from outcome code to count. */
        COUNTS,
        /** Map from field to a value of any type. */
        PROFILE
    }

    private final String code;
    private final Type type;
    private final Label label;
    private final List<String> words;

    Variable(String code, Type type, String en, String zhCn, String... words) {
        this.code = code;
        this.type = type;
        this.label = new Label(en, zhCn);
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
