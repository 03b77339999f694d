package ijepa.core.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.WorkbenchSection;
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.image.ImageFolder;

/**
 * Where a configuration's pictures lie: {@code workbench.pictures} as it stands, else the folder that
 * {@code data.root_path} and {@code data.image_folder} name, or {@code train} in it as the published code has it.
 *
 * @param training folder or text file of the pictures to learn from
 * @param heldOut  folder of pictures for the probe
 * @param asked    whether the configuration names that folder; else it was found beside {@code train}
 */
public record PictureSource(Path training, Optional<Path> heldOut, boolean asked) {

    /** Finds the folders; whether they hold pictures shows when they are listed. */
    public static PictureSource of(PretrainFile file) {
        WorkbenchSection own = file.workbench();
        Optional<Path> named = own.probe().folder().map(Path::of);
        if (own.pictures().isPresent()) {
            return new PictureSource(Path.of(own.pictures().get()), named, named.isPresent());
        }
        Path folder = Path.of(file.data().rootPath())
                .resolve(file.data().imageFolder())
                .normalize();
        Path training = folder.resolve("train");
        if (!Files.isDirectory(training)) {
            return new PictureSource(folder, named, named.isPresent());
        }
        Optional<Path> beside = Optional.of(folder.resolve("val")).filter(Files::isDirectory);
        return new PictureSource(training, named.or(() -> beside), named.isPresent());
    }

    /**
     * Lists the pictures to learn from.
     *
     * @throws InputException when there are none
     */
    public ImageFolder scan() {
        if (!Files.exists(training)) {
            throw new InputException("There is no folder " + training
                    + ": name a folder of pictures, or a text file with one path a line, after the command, as"
                    + " workbench.pictures, or as data.root_path and data.image_folder.");
        }
        return ImageFolder.scan(training);
    }

    /**
     * The probe that a configuration asks for. A folder that only lies where the published code has one is no reason to
     * refuse a run.
     *
     * @throws InputException when the folder that is asked for cannot serve
     */
    public Optional<RunRequest.Probe> probe(PretrainFile file, ImageFolder pictures) {
        WorkbenchSection.Probe settings = file.workbench().probe();
        if (settings.everyEpochs() == 0 || heldOut.isEmpty()) {
            return Optional.empty();
        }
        try {
            ImageFolder held = ImageFolder.scan(heldOut.get());
            return Optional.of(new RunRequest.Probe(
                    new NearestNeighbourProbe(
                            pictures,
                            held,
                            file.data().cropSize(),
                            new NearestNeighbourProbe.Vote(settings.neighbours(), settings.temperature())),
                    settings.everyEpochs()));
        } catch (InputException unsuitable) {
            if (asked) {
                throw unsuitable;
            }
            return Optional.empty();
        }
    }
}
