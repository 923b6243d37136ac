package io.tierline.grading.deals.domain;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.standards.domain.Label;

/** How a deal ends. */
public enum Result {
    WON(State.WON, new Label("Won", "赢单")),
    LOST(State.LOST, new Label("Lost", "丢单")),
    /** It never was one: the customer is not whom we sell to. */
    DISQUALIFIED(State.DISQUALIFIED, new Label("Disqualified", "不符合画像"));

    private final State state;
    private final Label label;

    Result(State state, Label label) {
        this.state = state;
        this.label = label;
    }

    /** Where the customer stands afterwards. */
    public State state() {
        return state;
    }

    public Label label() {
        return label;
    }
}
