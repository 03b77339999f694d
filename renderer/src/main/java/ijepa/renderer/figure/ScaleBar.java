package ijepa.renderer.figure;

import ijepa.renderer.map.ColourMap;

/**
 * Which colour stands for which number.
 *
 * @param title what the numbers are, with their unit where they have one
 */
public record ScaleBar(ColourMap colours, String title) {}
