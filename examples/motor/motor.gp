# The plot of docs/motor.svg: motor_loop --plot > plot.csv && gnuplot -e "data='plot.csv'; out='docs/motor.svg'" examples/motor/motor.gp
set terminal svg size 900,560 font "sans,13" background "white"
set output out
set datafile separator ","
set multiplot layout 2,1
set lmargin 9
set key left top
set grid
set xrange [0:3]
set ylabel "speed, rad/s"
set yrange [0:420]
plot data using 1:2 skip 1 with steps lc rgb "#999999" title "target", \
     data using 1:3 skip 1 with lines lw 2 lc rgb "#d08000" title "set point", \
     data using 1:4 skip 1 with lines lw 2 lc rgb "#0060a0" title "motor"
set ylabel "voltage, V"
set xlabel "time, s"
set yrange [-2:26]
set key right bottom
plot data using 1:5 skip 1 with lines lw 2 lc rgb "#a00040" title "controller"
unset multiplot
