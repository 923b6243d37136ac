package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be known of a customer's qualification: the closed set of fields, each with its values.
 *
 * <p>A value is a text: one of the field's {@linkplain #choices() choices}; for {@link #DECISION_DATE} an ISO date or {@code unknown}; for
 * {@link #FOLLOW_UP_AGREED} {@code true} or {@code false}.
 */
public enum Field {
    EB_STANCE(Role.EB, Aspect.STANCE),
    EB_NEED(Role.EB, Aspect.NEED),
    EB_OBJECTIONS(Role.EB, Aspect.OBJECTIONS),
    UB_STANCE(Role.UB, Aspect.STANCE),
    UB_NEED(Role.UB, Aspect.NEED),
    UB_OBJECTIONS(Role.UB, Aspect.OBJECTIONS),
    TB_STANCE(Role.TB, Aspect.STANCE),
    TB_NEED(Role.TB, Aspect.NEED),
    TB_OBJECTIONS(Role.TB, Aspect.OBJECTIONS),
    COMPETITORS(
            "competitors",
            nothing("unknown", "unknown", "未获取"),
            positive("known", "known", "已获取"),
            positive("ruled-out", "ruled out", "已排除")),
    BUDGET("budget", nothing("unknown", "unknown", "未知"), positive("confirmed", "confirmed", "已确认")),
    PROCUREMENT(
            "procurement",
            nothing("unknown", "unclear", "未清晰"),
            positive("clear", "clear", "流程清晰"),
            positive("started", "started", "流程已启动")),
    QUOTE(
            "quote",
            nothing("none", "none", "未报价"),
            positive("offered", "offered", "已报价"),
            positive("negotiating", "negotiating", "谈判中"),
            positive("confirmed", "confirmed", "已确认")),
    DECISION_DATE("decisionDate", nothing("unknown", "none", "未约定")),
    FOLLOW_UP_AGREED("followUpAgreed", nothing("false", "no", "否"), positive("true", "yes", "是"));

    /** What is known of one key person. */
    public enum Aspect {
        STANCE("stance"),
        NEED("need"),
        OBJECTIONS("objections");

        private final String code;

        Aspect(String code) {
            this.code = code;
        }

        /** The member's name in JSON. */
        public String code() {
            return code;
        }

        private List<Choice> choices() {
            return switch (this) {
                case STANCE ->
                    List.of(
                            nothing("unknown", "unknown", "未接触"),
                            positive("reached", "reached", "已联系"),
                            positive("approves", "approves", "认可"),
                            negative("opposes", "opposes", "反对"));
                case NEED ->
                    List.of(
                            nothing("unknown", "unknown", "未知悉"),
                            positive("known", "known", "已知悉"),
                            positive("confirmed", "confirmed", "已确认"));
                case OBJECTIONS ->
                    List.of(
                            nothing("unknown", "unknown", "未了解"),
                            negative("none", "none", "无异议"),
                            negative("open", "open", "未处理"),
                            positive("handled", "handled", "已处理未达成共识"),
                            positive("settled", "settled", "已达成共识"));
            };
        }
    }

    /**
     * One value that a field may have.
     *
     * @param code in JSON
     * @param positive whether learning it is progress
     */
    public record Choice(String code, Label label, boolean positive) {}

    private final String pointer;
    private final Optional<Role> role;
    private final Optional<Aspect> aspect;
    private final List<Choice> choices;
    private final List<String> codes;
    private final Set<String> positive;

    Field(Role role, Aspect aspect) {
        this("/keyPersons/" + role + "/" + aspect.code(), Optional.of(role), Optional.of(aspect), aspect.choices());
    }

    Field(String member, Choice... choices) {
        this("/" + member, Optional.empty(), Optional.empty(), List.of(choices));
    }

    Field(String pointer, Optional<Role> role, Optional<Aspect> aspect, List<Choice> choices) {
        this.pointer = pointer;
        this.role = role;
        this.aspect = aspect;
        this.choices = choices;
        this.codes = choices.stream().map(Choice::code).toList();
        this.positive =
                choices.stream().filter(Choice::positive).map(Choice::code).collect(Collectors.toSet());
    }

    /** Where the field stands in a qualification, as a JSON pointer. */
    public String pointer() {
        return pointer;
    }

    /** The member's name, the last part of the pointer. */
    public String member() {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    /** The key person that it is about, if it is about one. */
    public Optional<Role> role() {
        return role;
    }

    /** Which side of the key person it is about, if it is about one. */
    public Optional<Aspect> aspect() {
        return aspect;
    }

    /** The values to choose from, the first says that nothing is known; for {@link #DECISION_DATE} dates come on top. */
    public List<Choice> choices() {
        return choices;
    }

    /** The codes of {@link #choices()}. */
    public List<String> codes() {
        return codes;
    }

    /** The value that says that nothing is known: {@code unknown}, {@code none} or {@code false}. */
    public String nothingKnown() {
        return codes.get(0);
    }

    /** Whether a value states something positive, so that learning it is progress. */
    public boolean isPositive(String value) {
        return this == DECISION_DATE ? !value.equals(nothingKnown()) : positive.contains(value);
    }

    /** The choice of this code. */
    public Optional<Choice> choice(String code) {
        return choices.stream().filter(each -> each.code().equals(code)).findFirst();
    }

    /** The field of a key person. */
    public static Field of(Role role, Aspect aspect) {
        return values()[role.ordinal() * Aspect.values().length + aspect.ordinal()];
    }

    /** One aspect of all key persons. */
    static List<Field> ofAll(Aspect aspect) {
        return Arrays.stream(values())
                .filter(field -> field.aspect.equals(Optional.of(aspect)))
                .toList();
    }

    /** The fields that are about no key person. */
    static List<Field> ofTheCustomer() {
        List<Field> fields = new ArrayList<>();
        for (Field field : values()) {
            if (field.role.isEmpty()) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static Choice nothing(String code, String en, String zhCn) {
        return new Choice(code, new Label(en, zhCn), false);
    }

    private static Choice negative(String code, String en, String zhCn) {
        return new Choice(code, new Label(en, zhCn), false);
    }

    private static Choice positive(String code, String en, String zhCn) {
        return new Choice(code, new Label(en, zhCn), true);
    }
}
