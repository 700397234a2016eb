package dev.daemun.sample.orders;

import java.util.List;

/**
 * Some of many orders, the newest first.
 *
 * @param page which part, from 0
 * @param size how many at most in a part
 * @param total how many there are in all
 */
record OrderPage(List<Order> items, int page, int size, long total) {}
