package ijepa.core.mask;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import ijepa.core.InputException;

/**
 * A layout as JSON, the same in files, on the clipboard and in recipes:
 *
 * <pre>{@code
 * {"rows": 8, "columns": 8, "allow_overlap": false,
 *  "context": [{"top": 0, "left": 0, "height": 7, "width": 7}],
 *  "targets": [{"top": 2, "left": 1, "height": 3, "width": 4}, {"patches": [5, 6, 14]}]}
 * }</pre>
 */
public final class LayoutJson {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    /** Larger grids than any model has; a cap, so that a wrong number cannot ask for endless memory. */
    private static final int LARGEST_SIDE = 4096;

    private LayoutJson() {}

    public static String write(MaskLayout layout) {
        Document document = new Document();
        document.rows = layout.grid().rows();
        document.columns = layout.grid().columns();
        document.allow_overlap = layout.allowOverlap();
        document.context = layout.context().stream().map(Part::of).toList();
        document.targets = layout.targets().stream().map(Part::of).toList();
        return GSON.toJson(document);
    }

    /**
     * Reads a layout.
     *
     * @param name what messages call the text: a file, or "The clipboard"
     * @throws InputException when it is no layout, or a region lies outside the grid
     */
    public static MaskLayout read(String json, String name) {
        Document document;
        try {
            document = GSON.fromJson(json, Document.class);
        } catch (JsonParseException failure) {
            throw new InputException(name + " holds no mask layout: it is not JSON of that form.", failure);
        }
        if (document == null || document.rows == null || document.columns == null || document.targets == null) {
            throw new InputException(name + " holds no mask layout: \"rows\", \"columns\" or \"targets\" is missing.");
        }
        if (document.rows > LARGEST_SIDE || document.columns > LARGEST_SIDE) {
            throw new InputException(name + ": a grid of " + document.rows + " x " + document.columns
                    + " patches is too large; at most " + LARGEST_SIDE + " a side.");
        }
        try {
            PatchGrid grid = new PatchGrid(document.rows, document.columns);
            return new MaskLayout(
                    grid,
                    regions(document.context, "context", name),
                    regions(document.targets, "targets", name),
                    document.allow_overlap);
        } catch (IllegalArgumentException impossible) {
            throw new InputException(name + ": " + impossible.getMessage(), impossible);
        }
    }

    private static List<Region> regions(List<Part> parts, String field, String name) {
        List<Region> regions = new ArrayList<>();
        for (Part part : parts == null ? List.<Part>of() : parts) {
            if (part == null || !part.isComplete()) {
                throw new InputException(
                        name + ": every entry of \"" + field + "\" needs top, left, height and width, or patches.");
            }
            regions.add(part.region());
        }
        return regions;
    }

    /** Field names are those of the JSON. */
    private static final class Document {
        private Integer rows;
        private Integer columns;
        private boolean allow_overlap;
        private List<Part> context;
        private List<Part> targets;
    }

    /** A block or a set of patches. */
    private static final class Part {
        private Integer top;
        private Integer left;
        private Integer height;
        private Integer width;
        private int[] patches;

        static Part of(Region region) {
            Part part = new Part();
            switch (region) {
                case Block block -> {
                    part.top = block.top();
                    part.left = block.left();
                    part.height = block.height();
                    part.width = block.width();
                }
                case PatchSet set -> part.patches = set.indices();
            }
            return part;
        }

        boolean isComplete() {
            return patches != null || top != null && left != null && height != null && width != null;
        }

        Region region() {
            return patches != null ? PatchSet.of(patches) : new Block(top, left, height, width);
        }
    }
}
