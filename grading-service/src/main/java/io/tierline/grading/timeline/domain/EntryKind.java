package io.tierline.grading.timeline.domain;

import io.tierline.grading.standards.domain.Label;

/** What can happen to a customer. */
public enum EntryKind {
    CALL("call", new Label("Call", "外呼")),
    QUALIFICATION("qualification", new Label("Qualification", "客户信息更新")),
    TIER("tier", new Label("Tier change", "等级变更")),
    EXTENSION("extension", new Label("Extension", "延期")),
    CLOSING("closing", new Label("Deal closed", "关单")),
    REOPENING("reopening", new Label("Deal reopened", "重新开启")),
    CARD("card", new Label("Card changed", "客户资料变更")),
    MERGER("merger", new Label("Another customer merged into this one", "客户合并")),
    CARE("care", new Label("Care", "客户维护"));

    private final String code;
    private final Label label;

    EntryKind(String code, Label label) {
        this.code = code;
        this.label = label;
    }

    /** Its name in the API. */
    public String code() {
        return code;
    }

    public Label label() {
        return label;
    }
}
