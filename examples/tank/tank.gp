# The plot of docs/tank.svg: tank_watch --plot > plot.csv && gnuplot -e "data='plot.csv'; out='docs/tank.svg'" examples/tank/tank.gp
set terminal svg size 900,640 font "sans,13" background "white"
set output out
set datafile separator ","
set multiplot
set lmargin 9
set rmargin 3
set grid xtics ytics
set xrange [0:120]
set xtics 10
# the long dropout, and when the leak is there
set object 1 rectangle from 30, graph 0 to 31, graph 1 fillcolor rgb "#f0d0d0" fillstyle solid noborder behind
set object 2 rectangle from 83.33, graph 0 to 120, graph 1 fillcolor rgb "#eef4fb" fillstyle solid noborder behind

set size 1,0.46
set origin 0,0.54
set format x ""
set ylabel "level, m"
set yrange [0.2:2]
set ytics 0.4
set key left top
set arrow 1 from 0,1.8 to 120,1.8 nohead dt 2 lc rgb "#999999"
set arrow 2 from 0,0.35 to 120,0.35 nohead dt 2 lc rgb "#999999"
set label 1 "no measurement" at 31.5,1.9 textcolor rgb "#a04040"
set label 2 "leak of 0.25 l/s" at 84,1.9 textcolor rgb "#406090"
plot data using 1:2 skip 1 with lines lw 2 lc rgb "#999999" title "true", \
     data using 1:4 skip 1 with lines lw 2 lc rgb "#0060a0" title "level"
unset arrow
unset label

# the long dropout, larger, with what the transmitter measured
set size 0.5,0.27
set origin 0.46,0.585
set lmargin 8
set xrange [29:32]
set xtics 1
set format x "%g"
set ylabel ""
set yrange [0.7:1.1]
set ytics 0.1
set key left top
set object 3 rectangle from graph 0, graph 0 to graph 1, graph 1 fillcolor rgb "#ffffff" fillstyle solid noborder behind
set object 1 rectangle from 30, graph 0 to 31, graph 1 fillcolor rgb "#f0d0d0" fillstyle solid noborder behind
plot data using 1:3 skip 1 with lines lw 1 lc rgb "#d09030" title "measured", \
     data using 1:2 skip 1 with lines lw 2 lc rgb "#999999" title "true", \
     data using 1:4 skip 1 with lines lw 2 lc rgb "#0060a0" title "level"
unset object 3
set lmargin 9
set xrange [0:120]
set xtics 10
set format x ""

set size 1,0.22
set origin 0,0.33
set ylabel " "
set yrange [-0.3:4.5]
set ytics ("lost" 0, "leak" 1.1, "high" 2.2, "low" 3.3)
unset key
plot data using 1:($5*0.8 + 3.3) skip 1 with lines lw 2 lc rgb "#a00040", \
     data using 1:($6*0.8 + 2.2) skip 1 with lines lw 2 lc rgb "#a00040", \
     data using 1:($8*0.8 + 1.1) skip 1 with lines lw 2 lc rgb "#a00040", \
     data using 1:($10*0.8) skip 1 with lines lw 2 lc rgb "#a00040"

set size 1,0.34
set origin 0,0
set format x "%g"
set xlabel "time, minutes"
set ylabel "loss, l/s"
set yrange [-0.1:0.35]
set ytics 0.1
set key left top
set arrow 1 from 0,0.1 to 120,0.1 nohead dt 2 lc rgb "#999999"
plot data using 1:9 skip 1 with lines lw 2 lc rgb "#999999" title "true", \
     data using 1:7 skip 1 with lines lw 2 lc rgb "#0060a0" title "loss"
unset multiplot
