package dev.daemun.sample.members;

/**
 * Where an event stands among all events.
 *
 * @param log the number of its log
 * @param sequence its position there
 */
record Place(int log, long sequence) {}
