package io.tierline.trials.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.load.Planned.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What one worker does for one company: its customers, numbers, reps and calls, and what was asked for them last. */
final class Floor {
    private static final int NUMBERS = 12;

    final int company;
    final int process;
    final String tenant;
    final List<String> customers = new ArrayList<>();
    final Map<String, String> statuses = new TreeMap<>();
    final Set<String> everClosed = new TreeSet<>();
    final List<Line> lines = new ArrayList<>();
    final List<Posted> posted = new ArrayList<>();
    final List<ObjectNode> patches = new ArrayList<>();

    /** What is done before anything else. */
    final Deque<Supplier<Planned>> first = new ArrayDeque<>();

    /** The version of the standard that is active, 0 before there is a second one. */
    int standard;

    /** The number of the operation that is being decided on. */
    int op;

    private final long firstNumber;
    private int madeCustomers;
    private int madeLines;

    /** A floor without customers. Its phone numbers begin at the first one, and are its own. */
    Floor(int company, int process, String tenant, long firstNumber) {
        this.company = company;
        this.process = process;
        this.tenant = tenant;
        this.firstNumber = firstNumber;
    }

    /** A number and what was said of it last. */
    static final class Line {
        final String phone;
        String customer;
        boolean known;
        boolean erased;
        int firstOp;

        Line(String phone) {
            this.phone = phone;
        }
    }

    /** A call that was posted. */
    static final class Posted {
        final ObjectNode submission;
        final Line line;
        String customer;
        boolean voided;

        Posted(ObjectNode submission, Line line, String customer) {
            this.submission = submission;
            this.line = line;
            this.customer = customer;
        }

        String id() {
            return submission.get("callId").asText();
        }
    }

    List<String> reps() {
        return List.of(rep("li"), rep("wang"), rep("zhou"));
    }

    /** They own customers and make no calls. */
    List<String> owners() {
        return List.of(rep("owner-a"), rep("owner-b"));
    }

    private String rep(String name) {
        return name + "-" + process + "@" + tenant;
    }

    List<String> teams() {
        return List.of("east@" + tenant, "west@" + tenant, "north@" + tenant);
    }

    /** The team of a rep by the directory, in which it is for ever. */
    String teamOf(String rep) {
        return teams().get(Math.floorMod(reps().indexOf(rep) + process, 2));
    }

    String newCustomer() {
        String customer = "customer-" + process + "-" + madeCustomers++;
        customers.add(customer);
        return customer;
    }

    /** Some number, often a new one while there are few. */
    Line line(Dice dice) {
        if (lines.isEmpty() || lines.size() < NUMBERS && dice.chance(30)) {
            Line line = new Line("+8613" + String.format("%09d", firstNumber + madeLines++));
            lines.add(line);
            return line;
        }
        return dice.any(lines);
    }

    /** The operation that is being decided on. */
    Planned planned(String f, ObjectNode value, Request request) {
        return planned(f, value, request, Planned.OK);
    }

    /** The same, acknowledged by these statuses only. */
    Planned planned(String f, ObjectNode value, Request request, Set<Integer> ok) {
        return new Planned(op, process, f, tenant, value, request, ok);
    }
}
