package ijepa.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Changes single values in the text of a YAML document. Everything else, comments, order and the style of other values,
 * stays as it was written.
 */
final class YamlEdit {

    private static final String STEP = "  ";

    private final String text;
    private final Node root;

    private YamlEdit(String text, Node root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Puts a value in its place; sections that are missing are added at the end of the one above.
     *
     * @param text  a YAML map, or nothing but comments
     * @param names sections and, last, the field
     * @return the changed text
     */
    static String put(String text, List<String> names, Object value) {
        Optional<Node> root = new Compose(LoadSettings.builder()
                        .setUseMarks(true)
                        .setSchema(new CoreSchema())
                        .build())
                .composeString(text);
        if (root.isEmpty() || root.get() instanceof ScalarNode) {
            return ended(text) + block(names, value, "") + "\n";
        }
        return new YamlEdit(text, root.get()).put(names, value);
    }

    private String put(List<String> names, Object value) {
        Node at = root;
        NodeTuple entry = null;
        for (int i = 0; i < names.size(); i++) {
            if (!(at instanceof MappingNode section)) {
                // A section that is written as a value or as nothing becomes one.
                String indent = " ".repeat(column(entry.getKeyNode())) + STEP;
                String lines = "\n" + block(names.subList(i, names.size()), value, indent);
                return start(at) < end(at) ? behindColon(entry, lines) : atLineEnd(end(entry.getKeyNode()), lines);
            }
            String name = names.get(i);
            Optional<NodeTuple> found = section.getValue().stream()
                    .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(name))
                    .findFirst();
            if (found.isEmpty()) {
                return append(section, names.subList(i, names.size()), value);
            }
            entry = found.get();
            at = entry.getValueNode();
        }
        return replace(entry, at, value);
    }

    private String replace(NodeTuple entry, Node old, Object value) {
        if (old instanceof SequenceNode sequence
                && value instanceof List<?> list
                && sequence.getValue().size() == list.size()
                && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            // One by one, from the last, so that the places of the others stay.
            String changed = text;
            for (int i = list.size() - 1; i >= 0; i--) {
                Node element = sequence.getValue().get(i);
                changed = changed.substring(0, start(element))
                        + scalar(list.get(i))
                        + changed.substring(Math.max(start(element), end(element)));
            }
            return changed;
        }
        if (old instanceof ScalarNode plain && start(plain) < end(plain)) {
            String rest = text.substring(end(plain));
            boolean swallowedLine = text.substring(start(plain), end(plain)).endsWith("\n");
            return text.substring(0, start(plain)) + scalar(value) + (swallowedLine ? "\n" : "") + rest;
        }
        return behindColon(entry, " " + scalar(value));
    }

    /** Writes anew whatever stands between a name's colon and the end of its value. */
    private String behindColon(NodeTuple entry, String words) {
        int colon = text.indexOf(':', end(entry.getKeyNode()));
        int end = Math.max(colon + 1, lastEnd(entry.getValueNode()));
        return text.substring(0, colon + 1) + words + text.substring(end);
    }

    private String append(MappingNode section, List<String> names, Object value) {
        List<NodeTuple> entries = section.getValue();
        if (section.getFlowStyle() == FlowStyle.FLOW || entries.isEmpty()) {
            int close = text.lastIndexOf('}', end(section) - 1);
            String words = (entries.isEmpty() ? "" : ", ") + flow(names, value);
            return text.substring(0, close) + words + text.substring(close);
        }
        String indent = " ".repeat(column(entries.getFirst().getKeyNode()));
        int end = lastEnd(section);
        // A text of several lines ends with the end of its last one.
        return atLineEnd(text.startsWith("\n", end - 1) ? end - 1 : end, "\n" + block(names, value, indent));
    }

    private String atLineEnd(int from, String words) {
        int line = text.indexOf('\n', from);
        int at = line < 0 ? text.length() : line;
        return text.substring(0, at) + words + text.substring(at);
    }

    /** Where a node's own words end; marks of block collections lie behind the comments that follow. */
    private int lastEnd(Node node) {
        if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.BLOCK) {
            List<Node> inner = new ArrayList<>();
            for (Object child : collection.getValue()) {
                if (child instanceof NodeTuple tuple) {
                    inner.add(tuple.getKeyNode());
                    inner.add(tuple.getValueNode());
                } else {
                    inner.add((Node) child);
                }
            }
            return inner.stream().mapToInt(this::lastEnd).max().orElse(end(node));
        }
        return end(node);
    }

    private int start(Node node) {
        return offset(node.getStartMark());
    }

    private int end(Node node) {
        return offset(node.getEndMark());
    }

    /** Marks count code points. */
    private int offset(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }

    private static int column(Node node) {
        return node.getStartMark().orElseThrow().getColumn();
    }

    private static String ended(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private static String block(List<String> names, Object value, String indent) {
        StringBuilder lines = new StringBuilder();
        String inner = indent;
        for (int i = 0; i < names.size(); i++) {
            boolean last = i == names.size() - 1;
            lines.append(inner).append(scalar(names.get(i))).append(last ? ": " + scalar(value) : ":\n");
            inner += STEP;
        }
        return lines.toString();
    }

    private static String flow(List<String> names, Object value) {
        String name = scalar(names.getFirst()) + ": ";
        return names.size() == 1
                ? name + scalar(value)
                : name + "{" + flow(names.subList(1, names.size()), value) + "}";
    }

    private static String scalar(Object value) {
        return YamlText.inline(value);
    }
}
