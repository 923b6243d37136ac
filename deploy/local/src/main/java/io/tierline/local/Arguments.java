package io.tierline.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line taken apart: {@code --flag}, {@code --option value} and {@code --option=value}.
 * Faults are collected, here and by the caller, so that all of them are told at once.
 */
final class Arguments {
    private final Map<String, List<String>> given = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** Of a command that takes nothing but options. */
    Arguments(String[] args, Set<String> flags, Set<String> options) {
        this(args, flags, options, false);
    }

    private Arguments(String[] args, Set<String> flags, Set<String> options, boolean takesOperands) {
        for (int i = 0; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            String name = equals < 0 ? args[i] : args[i].substring(0, equals);
            if (flags.contains(args[i])) {
                given.computeIfAbsent(name, key -> new ArrayList<>());
            } else if (takesOperands && !args[i].startsWith("--")) {
                operands.add(args[i]);
            } else if (!options.contains(name)) {
                fault("Unknown option: " + args[i]);
            } else if (equals >= 0) {
                add(name, args[i].substring(equals + 1));
            } else if (i + 1 < args.length && !args[i + 1].startsWith("--")) {
                add(name, args[++i]);
            } else {
                add(name, "");
            }
        }
    }

    /** Of a command that takes operands as well, such as files. */
    static Arguments withOperands(String[] args, Set<String> flags, Set<String> options) {
        return new Arguments(args, flags, options, true);
    }

    private void add(String name, String value) {
        if (value.isEmpty()) {
            fault(name + " needs a value");
        }
        given.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** What is neither an option nor an option's value. */
    List<String> operands() {
        return operands;
    }

    boolean has(String flag) {
        return given.containsKey(flag);
    }

    /** All values of an option that may be given several times. */
    List<String> all(String option) {
        return given.getOrDefault(option, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** The value of an option that may be given once. */
    Optional<String> one(String option) {
        List<String> values = all(option);
        if (values.size() > 1) {
            fault(option + " is given " + values.size() + " times");
        }
        return values.stream().findFirst();
    }

    /** A whole number within bounds, or {@code otherwise} when the option is not given. */
    int number(String option, int atLeast, int atMost, int otherwise) {
        Optional<String> text = one(option);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= atLeast && number <= atMost) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The same fault as a number out of bounds.
        }
        fault(option + " takes a whole number from " + atLeast + " to " + atMost + ", not \"" + text.get() + "\"");
        return otherwise;
    }

    void fault(String fault) {
        faults.add(fault);
    }

    void refuseFaults() throws BadUsage {
        if (!faults.isEmpty()) {
            throw new BadUsage(faults);
        }
    }
}
