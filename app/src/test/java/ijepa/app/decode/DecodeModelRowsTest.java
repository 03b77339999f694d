package ijepa.app.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ijepa.app.control.BlockRef;
import ijepa.app.predict.NeighbourModel;
import ijepa.app.shell.FakeCheckpoint;
import ijepa.app.shell.FakeModelLoader;
import ijepa.app.shell.OpenImage;
import ijepa.app.shell.ShellModel;
import ijepa.renderer.map.Png;
import org.junit.jupiter.api.Test;

/** What can be decoded besides predicted blocks and the whole image. */
class DecodeModelRowsTest extends DecodeModelFixture {

    @Test
    void decodesWhatIsThereAndTheWayBetweenBlocks() {
        model.rows().thereProperty().set(true);
        model.rows().betweenProperty().set(true);
        decode();
        assertThat(rows())
                .extracting(DecodedGrid.Row::subject)
                .containsExactly(
                        new RowSubject.Predicted(0),
                        new RowSubject.There(0),
                        new RowSubject.Predicted(1),
                        new RowSubject.There(1),
                        new RowSubject.Between(0, 1),
                        new RowSubject.Whole());
        assertThat(rows().get(4).slots()).hasSize(7).allMatch(slot -> slot.seed() == 0 && slot.isDone());
        model.rows().blocksProperty().set(false);
        model.rows().thereProperty().set(false);
        model.rows().betweenProperty().set(false);
        model.rows().wholeProperty().set(false);
        assertThat(model.noteProperty().get()).startsWith("There is nothing to decode");
    }

    @Test
    void decodesTheWayFromAnyBlockToAnyOther() {
        model.rows().betweenProperty().set(true);
        model.rows().fromBlockProperty().set(2);
        model.rows().toBlockProperty().set(1);
        decode();
        assertThat(rows()).extracting(DecodedGrid.Row::subject).contains(new RowSubject.Between(1, 0));
        // There is no third block, and no way from a block to itself.
        model.rows().toBlockProperty().set(3);
        model.rows().fromBlockProperty().set(1);
        workOff();
        assertThat(rows()).extracting(DecodedGrid.Row::subject).noneMatch(RowSubject::isStrip);
    }

    @Test
    void decodesTheWayFromOneImageToAnother() {
        model.rows().betweenImagesProperty().set(true);
        assertThat(model.rows().fromNoteProperty().get()).contains("plain-90.png: now open another");
        OpenImage first = selection.image().orElseThrow();
        decode();
        assertThat(rows()).hasSize(3);
        selection.imageProperty().set(image(20));
        workOff();
        assertThat(rows()).extracting(DecodedGrid.Row::subject).contains(new RowSubject.BetweenImages(first));
        DecodedGrid.Row way = rows().getLast();
        assertThat(way.slots()).hasSize(7).allMatch(slot -> slot.seed() == 0 && slot.isDone());
        assertThat(way.spread()).isEmpty();
        assertThat(model.rows().fromNoteProperty().get()).isEqualTo("From plain-90.png to the shown image.");
    }

    @Test
    void decodesTheSelectedBlockAtTheCheckpointsOfARunFromTheSameSeeds() throws IOException {
        model.rows().runProperty().set(run(10));
        assertThat(model.rows().runNoteProperty().get()).startsWith("8 of the 10 checkpoints of run");
        decode();
        List<DecodedGrid.Row> run = rows().subList(3, 11);
        assertThat(run)
                .extracting(row -> RowPainter.title(row.subject()))
                .startsWith("At step 100: block 1, what is predicted")
                .endsWith("At step 1000: block 1, what is predicted");
        assertThat(run).allMatch(DecodedGrid.Row::isDone).allSatisfy(row -> {
            assertThat(row.note()).isEqualTo(DecodeWork.OTHER_WEIGHTS);
            assertThat(row.slots()).extracting(DecodedGrid.Slot::seed).containsExactly(0L, 1L, 2L, 3L);
        });
        model.layout().selectedProperty().set(BlockRef.target(1));
        workOff();
        assertThat(RowPainter.title(rows().getLast().subject())).startsWith("At step 1000: block 2");
        model.rows().blocksProperty().set(false);
        workOff();
        assertThat(RowPainter.title(rows().getLast().subject())).startsWith("At step 1000: whole image");
        List<FakeCheckpoint> opened = models.opened();
        assertThat(opened).hasSize(8).noneMatch(FakeCheckpoint::isClosed);
        model.rows().runProperty().set(null);
        workOff();
        assertThat(opened).allMatch(FakeCheckpoint::isClosed);
    }

    @Test
    void aRunWithoutCheckpointsSaysSo() throws IOException {
        model.rows().runProperty().set(run(0));
        assertThat(model.rows().runNoteProperty().get()).contains("no checkpoint yet");
        decode();
        assertThat(rows()).hasSize(3);
    }

    @Test
    void showsTheNearestRealBlocksOfEveryBlock() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int grey : new int[] {10, 60, 200, 250}) {
            Files.write(pictures.resolve(grey + ".png"), Png.of(image(grey).original()));
        }
        // The index is made elsewhere and asks the thread of the weights, so that must not wait here.
        ShellModel direct = FakeModelLoader.shell();
        direct.selection().checkpointProperty().set(FakeCheckpoint.bundled());
        direct.selection().layout().replace(LAYOUT);
        direct.selection().imageProperty().set(image(90));
        direct.selection().decoderProperty().set(decoder);
        DecodeModel looking = new DecodeModel(direct, folder.resolve("indices"), folder.resolve("other.json"));
        looking.setActive(true);
        NeighbourModel neighbours = looking.neighbours();
        neighbours.folderProperty().set(pictures);
        assertThat(neighbours.found())
                .extracting(NeighbourModel.Neighbour::asked)
                .containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(neighbours.found().getLast().block().height()).isEqualTo(3);
        neighbours.folderProperty().set(null);
        assertThat(neighbours.found()).isEmpty();
    }
}
