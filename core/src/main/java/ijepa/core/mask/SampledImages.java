package ijepa.core.mask;

/** Images of a sampler that has no quicker way than batches of one. */
final class SampledImages implements ImageDraws {

    private final MaskSampler sampler;

    SampledImages(MaskSampler sampler) {
        this.sampler = sampler;
    }

    @Override
    public DrawnImage room() {
        MaskBatch batch = sampler.sample(0, 1, new TorchGenerator(0));
        return new DrawnImage(sampler.grid(), batch.target().length, batch.context().length);
    }

    @Override
    public int sizes(long iteration) {
        return 0;
    }

    @Override
    public void draw(long iteration, int sizes, TorchGenerator places, DrawnImage into) {
        MaskBatch batch = sampler.sample(iteration, 1, places);
        into.clear();
        for (int m = 0; m < into.targets(); m++) {
            into.targetPatches(m, batch.target()[m][0]);
        }
        for (int j = 0; j < into.contexts(); j++) {
            into.contextPatches(j, batch.context()[j][0]);
        }
    }

    @Override
    public boolean cuts() {
        return false;
    }
}
