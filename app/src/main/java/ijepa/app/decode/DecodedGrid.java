package ijepa.app.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ijepa.core.image.Image;
import ijepa.renderer.diffusion.SampleSpread;

/**
 * What is decoded so far: a row for each subject, a slot for each sample.
 *
 * @param weights hash of the checkpoint's weights; empty until the background has computed it, which takes seconds for
 *     large ones
 */
record DecodedGrid(DecodeRequest request, String weights, List<Row> rows) {

    /** Pictures on the way from one block to another. */
    static final int BETWEEN = 7;

    DecodedGrid {
        rows = List.copyOf(rows);
    }

    /**
     * One sample.
     *
     * @param picture nothing before the first estimate
     * @param share   of its denoising steps that are done, 0 to 1; a preview has none
     */
    record Slot(long seed, Optional<Image> picture, double share) {

        boolean isDone() {
            return share == 1;
        }
    }

    /**
     * The samples of one subject.
     *
     * @param note what to keep in mind of it, or why it has no samples; empty for nothing
     */
    record Row(RowSubject subject, List<Slot> slots, String note) {

        Row {
            slots = List.copyOf(slots);
        }

        boolean isDone() {
            return slots.stream().allMatch(Slot::isDone);
        }

        /** Mean and spread over the samples; nothing before there are two in all their steps. */
        Optional<SampleSpread> spread() {
            if (subject.isStrip() || slots.size() < 2 || !isDone()) {
                return Optional.empty();
            }
            return Optional.of(SampleSpread.of(
                    slots.stream().map(slot -> slot.picture().orElseThrow()).toList()));
        }
    }

    /** All slots, still empty, and a hash that is not known yet. */
    static DecodedGrid empty(DecodeRequest request) {
        List<Row> rows = new ArrayList<>();
        List<Long> seeds = request.settings().seeds();
        for (RowSubject subject : request.rows()) {
            List<Slot> slots = new ArrayList<>();
            int count = subject.isStrip() ? BETWEEN : seeds.size();
            for (int i = 0; i < count; i++) {
                long seed = subject.isStrip() ? seeds.getFirst() : seeds.get(i);
                slots.add(new Slot(seed, Optional.empty(), 0));
            }
            rows.add(new Row(subject, slots, ""));
        }
        return new DecodedGrid(request, "", rows);
    }

    /** The same with the hash of the weights. */
    DecodedGrid of(String known) {
        return new DecodedGrid(request, known, rows);
    }

    /** The same with new pictures in the first slots of a row. */
    DecodedGrid with(int row, List<Image> pictures, double share) {
        List<Slot> slots = new ArrayList<>(rows.get(row).slots());
        for (int i = 0; i < pictures.size(); i++) {
            slots.set(i, new Slot(slots.get(i).seed(), Optional.of(pictures.get(i)), share));
        }
        return with(row, new Row(rows.get(row).subject(), slots, rows.get(row).note()));
    }

    /** The same with something said of a row. */
    DecodedGrid noting(int row, String note) {
        return with(row, new Row(rows.get(row).subject(), rows.get(row).slots(), note));
    }

    private DecodedGrid with(int number, Row row) {
        List<Row> changed = new ArrayList<>(rows);
        changed.set(number, row);
        return new DecodedGrid(request, weights, changed);
    }
}
