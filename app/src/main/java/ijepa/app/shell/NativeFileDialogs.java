package ijepa.app.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** The system's dialogs; each starts in the folder that was used last. */
public final class NativeFileDialogs implements FileDialogs {

    private static final ExtensionFilter ALL = new ExtensionFilter("All files", "*.*");
    private static final ExtensionFilter DECODERS = new ExtensionFilter("Decoders", "*.safetensors");
    private static final ExtensionFilter JSON = new ExtensionFilter("Mask layout (JSON)", "*.json");

    private final Window owner;
    private File last;

    public NativeFileDialogs(Window owner) {
        this.owner = owner;
    }

    @Override
    public List<Path> images() {
        FileChooser chooser = chooser(
                "Open images",
                new ExtensionFilter(
                        "Images", "*.jpg", "*.jpeg", "*.png", "*.webp", "*.bmp", "*.tif", "*.tiff", "*.gif", "*.JPG",
                        "*.JPEG", "*.PNG"));
        List<File> chosen = chooser.showOpenMultipleDialog(owner);
        if (chosen == null || chosen.isEmpty()) {
            return List.of();
        }
        last = chosen.getFirst().getParentFile();
        return chosen.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> folder() {
        return folderFor("Open a folder of images");
    }

    @Override
    public Optional<Path> folderFor(String title) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        chooser.setInitialDirectory(last != null && last.isDirectory() ? last : null);
        File chosen = chooser.showDialog(owner);
        if (chosen != null) {
            last = chosen;
        }
        return Optional.ofNullable(chosen).map(File::toPath);
    }

    @Override
    public Optional<Path> checkpoint() {
        return open(chooser(
                "Open a checkpoint",
                new ExtensionFilter("Checkpoints", "*.safetensors", "*.tar", "*.pth", "*.pt", "*.bin")));
    }

    @Override
    public Optional<Path> layoutToOpen() {
        return open(chooser("Open a mask layout", JSON));
    }

    @Override
    public Optional<Path> layoutToSave() {
        return save("Save the mask layout", JSON, "layout.json");
    }

    @Override
    public Optional<Path> csvToSave(String name) {
        return save("Save the numbers", new ExtensionFilter("Comma-separated values", "*.csv"), name);
    }

    @Override
    public Optional<Path> pictureToSave(String name) {
        return save("Save the picture", new ExtensionFilter("PNG", "*.png"), name);
    }

    @Override
    public Optional<Path> arraysToSave(String name) {
        return save(
                "Save the arrays", new ExtensionFilter("NumPy archive, safetensors", "*.npz", "*.safetensors"), name);
    }

    @Override
    public Optional<Path> figureToSave(String name) {
        FileChooser chooser = chooser("Save the figure", new ExtensionFilter("PDF", "*.pdf"));
        chooser.getExtensionFilters()
                .addAll(
                        1,
                        List.of(
                                new ExtensionFilter("SVG", "*.svg"),
                                new ExtensionFilter("PNG", "*.png"),
                                new ExtensionFilter("Recipe (JSON)", "*.json")));
        chooser.setInitialFileName(name);
        return remember(chooser.showSaveDialog(owner));
    }

    @Override
    public Optional<Path> figureToOpen() {
        return open(chooser("Open a figure", new ExtensionFilter("Figures", "*.pdf", "*.svg", "*.png", "*.json")));
    }

    @Override
    public Optional<Path> decoder() {
        return open(chooser("Open a decoder", DECODERS));
    }

    @Override
    public Optional<Path> decoderToSave(String name) {
        return save("Write the decoder to", DECODERS, name);
    }

    @Override
    public Optional<Path> trueTypeFont() {
        return open(chooser("Choose a font", new ExtensionFilter("TrueType", "*.ttf")));
    }

    private Optional<Path> save(String title, ExtensionFilter filter, String name) {
        FileChooser chooser = chooser(title, filter);
        chooser.setInitialFileName(name);
        return remember(chooser.showSaveDialog(owner));
    }

    private Optional<Path> open(FileChooser chooser) {
        return remember(chooser.showOpenDialog(owner));
    }

    private Optional<Path> remember(File chosen) {
        if (chosen != null) {
            last = chosen.getParentFile();
        }
        return Optional.ofNullable(chosen).map(File::toPath);
    }

    private FileChooser chooser(String title, ExtensionFilter filter) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.setInitialDirectory(last != null && last.isDirectory() ? last : null);
        chooser.getExtensionFilters().setAll(filter, ALL);
        return chooser;
    }
}
