package io.tierline.trials.model;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/** Finds any of many texts in another in one pass, by the automaton of Aho and Corasick. */
final class Needles {

    private static final class Node {
        final Map<Character, Node> next = new HashMap<>();
        Node fallback;
        /** The needle that ends here, or the longest one that ends where a fall-back ends; null for none. */
        String needle;
    }

    private final Node root = new Node();

    Needles(Collection<String> needles) {
        for (String needle : needles) {
            Node node = root;
            for (char c : needle.toCharArray()) {
                node = node.next.computeIfAbsent(c, key -> new Node());
            }
            node.needle = needle;
        }
        Queue<Node> queue = new ArrayDeque<>();
        root.next.values().forEach(node -> {
            node.fallback = root;
            queue.add(node);
        });
        for (Node node = queue.poll(); node != null; node = queue.poll()) {
            Node parent = node;
            node.next.forEach((c, child) -> {
                child.fallback = step(parent.fallback, c);
                child.needle = child.needle == null ? child.fallback.needle : child.needle;
                queue.add(child);
            });
        }
    }

    /** The needles in the text; of two that end at the same place the longer one. */
    Set<String> in(String text) {
        Set<String> found = new TreeSet<>();
        Node node = root;
        for (int i = 0; i < text.length(); i++) {
            node = step(node, text.charAt(i));
            if (node.needle != null) {
                found.add(node.needle);
            }
        }
        return found;
    }

    private Node step(Node node, char c) {
        Node from = node;
        while (from != root && !from.next.containsKey(c)) {
            from = from.fallback;
        }
        return from.next.getOrDefault(c, root);
    }
}
