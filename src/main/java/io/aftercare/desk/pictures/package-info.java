/**
 * Pictures that customers and agents attached, to be looked at in the answer form: {@code PictureController} gives them
 * out, {@code SafePictures} makes them.
 *
 * <p>
 * Invariant: what a browser gets to see here was drawn anew by us; no byte of a stranger's file is given out.
 */
package io.aftercare.desk.pictures;
