package ijepa.app.decode;

import java.util.List;
import java.util.Optional;

import ijepa.app.shell.FigureFiles;
import ijepa.renderer.figure.recipe.DecodingChoice;
import ijepa.renderer.figure.recipe.FileInput;
import ijepa.renderer.figure.recipe.PanelSource;

/** Decoded samples as parts of figures, which are drawn anew from what they were made from. */
final class DecodeFigures {

    private DecodeFigures() {}

    /**
     * All blocks as Figure 6, or the whole image as Figure 7 where blocks are not shown.
     *
     * @throws ijepa.core.InputException when a recipe cannot say it
     */
    static PanelSource all(DecodeRequest request) {
        List<Long> seeds = request.settings().seeds();
        DecodingChoice choice = choice(request, seeds.size(), SeedsModel.first(seeds));
        FileInput weights = FigureFiles.of(request.checkpoint());
        return request.settings().choice().blocks() && request.hasPredictor()
                ? blocks(request, List.of(), weights, choice)
                : whole(request, weights, choice);
    }

    /**
     * One sample of a row.
     *
     * @return nothing for rows that no figure has: what is there in a block, and strips
     * @throws ijepa.core.InputException when a recipe cannot name the picture
     */
    static Optional<PanelSource> sample(DecodeRequest request, RowSubject subject, long seed) {
        DecodingChoice choice = choice(request, 1, seed);
        FileInput open = FigureFiles.of(request.checkpoint());
        return switch (subject) {
            case RowSubject.Predicted(int block) -> Optional.of(blocks(request, List.of(block), open, choice));
            case RowSubject.Whole() -> Optional.of(whole(request, open, choice));
            case RowSubject.AtCheckpoint(var source, Optional<Integer> block) -> {
                FileInput own = FileInput.of(source.file().toAbsolutePath().toString());
                yield Optional.of(
                        block.isPresent()
                                ? blocks(request, List.of(block.get()), own, choice)
                                : whole(request, own, choice));
            }
            case RowSubject.There _, RowSubject.Between _, RowSubject.BetweenImages _ -> Optional.empty();
        };
    }

    /** Whether a figure can show samples of a row. */
    static boolean has(RowSubject subject) {
        return !subject.isStrip() && !(subject instanceof RowSubject.There);
    }

    private static DecodingChoice choice(DecodeRequest request, int samples, long seed) {
        DecodeSettings settings = request.settings();
        return new DecodingChoice(samples, seed, settings.sampler().key(), settings.steps(), settings.guidance());
    }

    private static PanelSource blocks(
            DecodeRequest request, List<Integer> blocks, FileInput weights, DecodingChoice choice) {
        return new PanelSource.Figure6(
                images(request),
                request.image().fit(),
                request.layout(),
                blocks,
                weights,
                FigureFiles.of(request.decoder()),
                choice);
    }

    private static PanelSource whole(DecodeRequest request, FileInput weights, DecodingChoice choice) {
        return new PanelSource.Figure7(
                images(request), request.image().fit(), weights, FigureFiles.of(request.decoder()), choice);
    }

    private static List<FileInput> images(DecodeRequest request) {
        return List.of(FigureFiles.of(request.image().source()));
    }
}
